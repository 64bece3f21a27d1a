// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.observation;

import io.micrometer.common.KeyValues;

import org.springframework.stereotype.Component;

@Component
class TenantConvention extends DefaultHubInvocationObservationConvention {

	@Override
	public KeyValues getLowCardinalityKeyValues(HubInvocationObservationContext context) {
		String tenant = context.getCaller().request().queryParameter("tenant");
		return super.getLowCardinalityKeyValues(context).and("tenant", "blue".equals(tenant) ? "blue" : "other");
	}

}
