// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.request;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethodArgumentResolver;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.CollectionUtils;
import org.springframework.util.LinkedCaseInsensitiveMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Supplies parameters marked with {@link RequestHeader} or {@link RequestParam} from the
 * request that opened the client's connection, as web controllers get them: converted,
 * with defaults, several values as a collection or array, all of them as a map. Only
 * headers that the relay forwards are there; browsers cannot set headers of their own on
 * WebSockets, so query parameters reach further.
 * <p>
 * A call without a required value fails with a {@link HubException} that names it; so
 * does one whose value cannot be converted.
 */
public final class RequestValueArgumentResolver implements HubMethodArgumentResolver {

	private final ConversionService conversion;

	private final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

	/**
	 * Creates a resolver.
	 * @param conversion converts texts to the types of parameters
	 */
	public RequestValueArgumentResolver(ConversionService conversion) {
		this.conversion = conversion;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		RequestValue value = valueOf(parameter);
		if (value == null) {
			return false;
		}
		if (value.name().isEmpty() && !isMap(parameter)) {
			throw refused(parameter, "has no name",
					"Name the header or query parameter in the annotation, or compile with -parameters.");
		}
		boolean mayBeMissing = !value.required() && value.defaultValue() == null;
		if (mayBeMissing && parameter.getParameterType().isPrimitive()) {
			throw refused(parameter, "is a primitive, and its " + value.describe() + " may be missing",
					"Give it a default value, or take an object type.");
		}
		return true;
	}

	private static HubDefinitionException refused(MethodParameter parameter, String problem, String action) {
		return new HubDefinitionException(parameter.getContainingClass(),
				"Parameter " + (parameter.getParameterIndex() + 1) + " of '" + parameter.getExecutable().getName()
						+ "' " + problem + ".",
				action);
	}

	private @Nullable RequestValue valueOf(MethodParameter parameter) {
		parameter.initParameterNameDiscovery(this.names);
		return RequestValue.of(parameter, isMap(parameter) ? null : parameter.getParameterName());
	}

	private static boolean isMap(MethodParameter parameter) {
		return Map.class.isAssignableFrom(parameter.getParameterType());
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, HubCaller caller) {
		RequestValue value = valueOf(parameter);
		if (value == null) {
			return null; // was refused before
		}
		if (value.name().isEmpty()) {
			return value.header()
					? all(parameter, caller.request().headers(), new LinkedCaseInsensitiveMap<>(),
							new LinkedCaseInsensitiveMap<>())
					: all(parameter, caller.request().query(), new LinkedHashMap<>(), new LinkedHashMap<>());
		}
		List<String> values = value.valuesIn(caller.request());
		if (values.isEmpty() && value.required()) {
			throw new HubException("The " + value.describe() + " of the connection is missing.");
		}
		return converted(parameter, value, values);
	}

	/** All values of each name, or the first ones, in a map of the right kind. */
	private static Map<String, ?> all(MethodParameter parameter, Map<String, List<String>> values,
			Map<String, List<String>> allValues, Map<String, String> firstValues) {
		if (MultiValueMap.class.isAssignableFrom(parameter.getParameterType())) {
			allValues.putAll(values);
			return CollectionUtils.toMultiValueMap(allValues);
		}
		values.forEach((name, ofName) -> firstValues.put(name, ofName.get(0)));
		return firstValues;
	}

	private @Nullable Object converted(MethodParameter parameter, RequestValue value, List<String> values) {
		MethodParameter target = parameter.nestedIfOptional();
		Object result = values.isEmpty() ? null : convert(target, value, values);
		return (parameter.getParameterType() == Optional.class) ? Optional.ofNullable(result) : result;
	}

	private @Nullable Object convert(MethodParameter target, RequestValue value, List<String> values) {
		Class<?> type = target.getNestedParameterType();
		boolean several = type.isArray() || Collection.class.isAssignableFrom(type);
		Object source = (several && values.size() > 1) ? values : values.get(0);
		try {
			return this.conversion.convert(source, TypeDescriptor.forObject(source), new TypeDescriptor(target));
		}
		catch (ConversionException ex) {
			throw new HubException("The " + value.describe() + " of the connection is not valid.", ex);
		}
	}

}
