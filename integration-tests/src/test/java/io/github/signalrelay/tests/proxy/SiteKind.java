// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.proxy;

import java.net.URI;

/** Deployments that may stand behind a proxy. */
enum SiteKind {

	WEB_FLUX {
		@Override
		Site start(URI proxy) {
			return Site.webFlux(proxy);
		}
	},

	WEB_MVC {
		@Override
		Site start(URI proxy) throws Exception {
			return Site.webMvc(proxy);
		}
	},

	RELAY {
		@Override
		Site start(URI proxy) {
			return Site.relay(proxy);
		}
	};

	abstract Site start(URI proxy) throws Exception;

}
