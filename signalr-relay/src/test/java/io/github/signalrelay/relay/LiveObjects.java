// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Live objects of this JVM by class, after a full garbage collection.
 *
 * @param byClass number and bytes by the name of the class
 */
record LiveObjects(Map<String, Size> byClass) {

	private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

	static LiveObjects count() {
		Map<String, Size> byClass = new HashMap<>();
		histogram().lines().forEach((line) -> {
			Matcher matcher = LINE.matcher(line);
			if (matcher.matches()) {
				Size size = new Size(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
				byClass.merge(matcher.group(3), size, Size::plus);
			}
		});
		return new LiveObjects(byClass);
	}

	private static String histogram() {
		try {
			Object text = ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
						new Object[] { null }, new String[] { String[].class.getName() });
			return String.valueOf(text);
		}
		catch (JMException ex) {
			throw new IllegalStateException("This JVM does not count its objects", ex);
		}
	}

	/** What came since; what became less counts as nothing. */
	LiveObjects since(LiveObjects before) {
		Map<String, Size> added = new HashMap<>();
		this.byClass.forEach((name, size) -> {
			Size former = before.byClass.getOrDefault(name, Size.NONE);
			added.put(name, new Size(Math.max(0, size.instances() - former.instances()),
					Math.max(0, size.bytes() - former.bytes())));
		});
		return new LiveObjects(added);
	}

	long instances(Predicate<String> classes) {
		return sum(classes).instances();
	}

	long bytes(Predicate<String> classes) {
		return sum(classes).bytes();
	}

	private Size sum(Predicate<String> classes) {
		return this.byClass.entrySet()
			.stream()
			.filter((entry) -> classes.test(entry.getKey()))
			.map(Map.Entry::getValue)
			.reduce(Size.NONE, Size::plus);
	}

	/** How many, and how much memory. */
	record Size(long instances, long bytes) {

		static final Size NONE = new Size(0, 0);

		Size plus(Size other) {
			return new Size(this.instances + other.instances, this.bytes + other.bytes);
		}

	}

}
