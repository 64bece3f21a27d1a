// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.signalrelay.tests.Requirements;

/**
 * A conversation as a file tells it.
 *
 * @param name name of the file, without its ending
 * @param lines the lines that say something
 */
record Script(String name, List<Line> lines) {

	private static final String ENDING = ".txt";

	/**
	 * Reads all scripts of a folder.
	 * @param folder name of the folder
	 * @return the scripts, by name
	 */
	static List<Script> in(String folder) throws IOException {
		Path path = Requirements.moduleFolder().resolve("src/test/resources/conversation").resolve(folder);
		List<Script> scripts = new ArrayList<>();
		try (Stream<Path> files = Files.list(path)) {
			for (Path file : files.sorted().toList()) {
				String name = file.getFileName().toString();
				if (name.endsWith(ENDING)) {
					scripts.add(of(name.substring(0, name.length() - ENDING.length()), Files.readString(file)));
				}
			}
		}
		return scripts;
	}

	/**
	 * Reads a script.
	 * @param name its name
	 * @param text its text
	 * @return the script
	 */
	static Script of(String name, String text) {
		List<Line> lines = new ArrayList<>();
		String[] sources = text.split("\n");
		int index = 0;
		while (index < sources.length) {
			int number = index + 1;
			StringBuilder source = new StringBuilder(withoutComment(sources[index++]));
			// an indented line goes on with the one before
			while (index < sources.length && sources[index].matches("\\s+\\S.*")) {
				source.append(' ').append(withoutComment(sources[index++]));
			}
			if (!source.toString().isBlank()) {
				lines.add(Line.of(number, source.toString().strip()));
			}
		}
		return new Script(name, lines);
	}

	/** Whether a line begins with this keyword. */
	boolean says(String keyword) {
		return this.lines.stream().anyMatch((line) -> line.first().equals(keyword));
	}

	private static String withoutComment(String line) {
		boolean quoted = false;
		for (int index = 0; index < line.length(); index++) {
			char character = line.charAt(index);
			if (character == '"') {
				quoted = !quoted;
			}
			else if (character == '#' && !quoted) {
				return line.substring(0, index).stripTrailing();
			}
		}
		return line.stripTrailing();
	}

	/**
	 * Options that the program under test is to be started with.
	 * @param keyword first word of the lines that name them
	 * @return values by name
	 */
	Map<String, Object> properties(String keyword) {
		Map<String, Object> properties = new LinkedHashMap<>();
		for (Line line : this.lines) {
			if (line.first().equals(keyword)) {
				properties.putAll(line.values());
			}
		}
		return properties;
	}

	/**
	 * What a script says at one place.
	 *
	 * @param number number of the line in the file
	 * @param first its first word: a keyword or the name of a peer
	 * @param second its second word, may be empty
	 * @param rest what follows
	 */
	record Line(int number, String first, String second, String rest) {

		static Line of(int number, String source) {
			String[] words = source.split("\\s+", 3);
			return new Line(number, words[0], (words.length > 1) ? words[1] : "", (words.length > 2) ? words[2] : "");
		}

		/** Words of the form {@code name=value}, behind the first. */
		Map<String, String> values() {
			Map<String, String> values = new LinkedHashMap<>();
			for (String word : (this.second + " " + this.rest).split("\\s+")) {
				int equals = word.indexOf('=');
				if (equals > 0) {
					values.put(word.substring(0, equals), word.substring(equals + 1));
				}
			}
			return values;
		}

		@Override
		public String toString() {
			return (this.first + " " + this.second + " " + this.rest).strip();
		}

	}

}
