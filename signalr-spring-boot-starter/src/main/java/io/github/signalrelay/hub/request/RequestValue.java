// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.request;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubRequest;

import org.springframework.core.MethodParameter;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;

/**
 * What an annotation asks of a request.
 *
 * @param header whether it names a header, not a query parameter
 * @param name the name, empty for all
 * @param required whether a call fails without it
 * @param defaultValue what stands in for a missing value, or {@code null}
 */
record RequestValue(boolean header, String name, boolean required, @Nullable String defaultValue) {

	/**
	 * Reads the annotations of a parameter.
	 * @param parameter the parameter
	 * @param ownName name of the parameter in the code, or {@code null}
	 * @return what is asked, or {@code null} without such an annotation
	 */
	static @Nullable RequestValue of(MethodParameter parameter, @Nullable String ownName) {
		RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
		if (header != null) {
			return of(parameter, true, name(header.name(), ownName), header.required(), header.defaultValue());
		}
		RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
		return (query != null)
				? of(parameter, false, name(query.name(), ownName), query.required(), query.defaultValue()) : null;
	}

	private static RequestValue of(MethodParameter parameter, boolean header, String name, boolean required,
			String defaultValue) {
		boolean hasDefault = !ValueConstants.DEFAULT_NONE.equals(defaultValue);
		return new RequestValue(header, name, required && !hasDefault && !parameter.isOptional(),
				hasDefault ? defaultValue : null);
	}

	private static String name(String given, @Nullable String ownName) {
		return StringUtils.hasLength(given) ? given : (ownName != null) ? ownName : "";
	}

	/**
	 * The values in a request.
	 * @param request the request
	 * @return the values, or the default, or none
	 */
	List<String> valuesIn(HubRequest request) {
		List<String> values = (this.header ? request.headers() : request.query()).get(this.name);
		if (values != null && !values.isEmpty()) {
			return values;
		}
		return (this.defaultValue != null) ? List.of(this.defaultValue) : List.of();
	}

	/**
	 * Describes the value to clients and developers.
	 * @return text such as {@code header 'X-Tenant'}
	 */
	String describe() {
		return (this.header ? "header '" : "query parameter '") + this.name + "'";
	}

}
