// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Users of tests, with and without Spring Security.
 */
final class TestUsers {

	private static final boolean SECURITY_PRESENT = ClassUtils
		.isPresent("org.springframework.security.core.context.SecurityContextHolder", TestUsers.class.getClassLoader());

	private TestUsers() {
	}

	static Principal named(String name, String... authorities) {
		if (SECURITY_PRESENT) {
			return SpringSecurityUsers.named(name, authorities);
		}
		Assert.state(authorities.length == 0, "Authorities need Spring Security on the class path");
		return new NamedUser(name);
	}

	/** Whom the test's thread is acting as, or null. */
	static @Nullable Principal current() {
		return SECURITY_PRESENT ? SpringSecurityUsers.current() : null;
	}

	/**
	 * A user without authorities.
	 *
	 * @param name the user's name
	 */
	private record NamedUser(String name) implements Principal {

		@Override
		public String getName() {
			return this.name;
		}

	}

	/** Apart, because its classes may be missing. */
	private static final class SpringSecurityUsers {

		static Principal named(String name, String... authorities) {
			return UsernamePasswordAuthenticationToken.authenticated(name, "",
					AuthorityUtils.createAuthorityList(authorities));
		}

		static @Nullable Principal current() {
			Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
			return authentication;
		}

	}

}
