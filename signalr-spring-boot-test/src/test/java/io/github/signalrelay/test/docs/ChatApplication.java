// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.docs;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Without Spring Security, which is on the class path for other tests. */
@SpringBootApplication(excludeName = {
		"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration" })
class ChatApplication {

}
