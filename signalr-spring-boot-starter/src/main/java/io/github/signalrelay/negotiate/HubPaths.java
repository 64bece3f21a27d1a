// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.dispatch.RegisteredHub;

/**
 * Paths of all hubs, checked for collisions: two hubs must not answer the same request.
 */
public final class HubPaths {

	private static final String NEGOTIATE = "/negotiate";

	private final Map<String, RegisteredHub> hubs = new LinkedHashMap<>();

	/**
	 * Collects the paths.
	 * @param hubs all hubs
	 * @throws HubPathCollisionException if two of them meet
	 */
	public HubPaths(Collection<RegisteredHub> hubs) {
		Map<String, RegisteredHub> taken = new LinkedHashMap<>();
		for (RegisteredHub hub : hubs) {
			String path = withoutTrailingSlashes(hub.path());
			for (String claimed : List.of(path, path + NEGOTIATE)) {
				RegisteredHub other = taken.put(claimed, hub);
				if (other != null) {
					throw new HubPathCollisionException(claimed, other.name(), hub.name());
				}
			}
			this.hubs.put(path, hub);
		}
	}

	/**
	 * Paths of the hubs.
	 * @return paths without a slash at the end
	 */
	public List<String> all() {
		return new ArrayList<>(this.hubs.keySet());
	}

	Collection<RegisteredHub> hubs() {
		return this.hubs.values();
	}

	/**
	 * Fails if a hub lies under a path that is needed for something else.
	 * @param prefix start of the other's paths, without a slash at the end
	 * @param owner what the other is, for the message
	 * @throws HubPathCollisionException if a hub lies there
	 */
	public void requireOutside(String prefix, String owner) {
		this.hubs.forEach((path, hub) -> {
			if (path.equals(prefix) || path.startsWith(prefix + "/")) {
				throw new HubPathCollisionException(path, owner, hub.name());
			}
		});
	}

	/**
	 * Hub that answers at a path.
	 * @param path path of the hub or of its negotiate endpoint, with or without a slash
	 * at the end
	 * @return the hub, or {@code null}
	 */
	public @Nullable RegisteredHub find(String path) {
		String bare = withoutTrailingSlashes(path);
		RegisteredHub hub = this.hubs.get(bare);
		if (hub == null && isNegotiate(bare)) {
			hub = this.hubs.get(bare.substring(0, bare.length() - NEGOTIATE.length()));
		}
		return hub;
	}

	/**
	 * Whether a path is that of a negotiate endpoint.
	 * @param path the path
	 * @return {@code true} if it ends with {@code /negotiate}
	 */
	static boolean isNegotiate(String path) {
		return withoutTrailingSlashes(path).endsWith(NEGOTIATE);
	}

	private static String withoutTrailingSlashes(String path) {
		int end = path.length();
		while (end > 0 && path.charAt(end - 1) == '/') {
			end--;
		}
		return path.substring(0, end);
	}

}
