// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate.webmvc;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;

import io.github.signalrelay.negotiate.HubPaths;

/**
 * Tells clients of hubs in a word why they are refused. Clients show the body of a 401 or
 * 403, or where it is empty the reason phrase (transports reference, section 9), and
 * Tomcat sends no reason phrases. Whatever refuses, be it Spring Security or a filter of
 * the application, an answer without a body of its own gets the phrase as its body, and
 * no error page.
 */
public final class HubRefusalFilter extends OncePerRequestFilter {

	private final HubPaths paths;

	/**
	 * Creates a filter. It has to stand ahead of those that refuse.
	 * @param paths paths of the hubs
	 */
	public HubRefusalFilter(HubPaths paths) {
		this.paths = paths;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return this.paths.find(ServletRequestPathUtils.parse(request).pathWithinApplication().value()) == null;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Answer answer = new Answer(response);
		chain.doFilter(request, answer);
		answer.explain();
	}

	/** Notes whether somebody has written a body. */
	private static final class Answer extends HttpServletResponseWrapper {

		private boolean written;

		Answer(HttpServletResponse response) {
			super(response);
		}

		@Override
		public ServletOutputStream getOutputStream() throws IOException {
			this.written = true;
			return super.getOutputStream();
		}

		@Override
		public PrintWriter getWriter() throws IOException {
			this.written = true;
			return super.getWriter();
		}

		@Override
		public void sendError(int status) throws IOException {
			if (isRefusal(status)) {
				setStatus(status);
			}
			else {
				super.sendError(status);
			}
		}

		@Override
		public void sendError(int status, String message) throws IOException {
			if (isRefusal(status)) {
				setStatus(status);
			}
			else {
				super.sendError(status, message);
			}
		}

		private static boolean isRefusal(int status) {
			return status == SC_UNAUTHORIZED || status == SC_FORBIDDEN;
		}

		void explain() throws IOException {
			if (isRefusal(getStatus()) && !this.written && !isCommitted()) {
				byte[] phrase = HttpStatus.valueOf(getStatus()).getReasonPhrase().getBytes(StandardCharsets.US_ASCII);
				setContentType(MediaType.TEXT_PLAIN_VALUE);
				setContentLength(phrase.length);
				getOutputStream().write(phrase);
			}
		}

	}

}
