// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.aot;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.hub.binding.StandardArgumentResolvers;

import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Contributes the {@link HubRuntimeHints} of each {@link Hub @Hub} bean. The
 * application's own argument resolvers cannot be asked before it runs: what they supply
 * is taken for arguments of clients, which costs a few hints too many.
 */
final class HubBeanAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
		Class<?> type = ClassUtils.getUserClass(bean.getBeanClass());
		Hub hub = AnnotatedElementUtils.findMergedAnnotation(type, Hub.class);
		if (hub == null) {
			return null;
		}
		HubRuntimeHints hints = new HubRuntimeHints(type, hub,
				StandardArgumentResolvers.all(List.of(), bean.getBeanFactory(), HubOptions.DEFAULTS));
		return (context, code) -> hints.register(context.getRuntimeHints());
	}

}
