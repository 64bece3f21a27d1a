// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.github.signalrelay.benchmarks.goal.Edition;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.Goals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Some goals alone.
 */
@Command(name = "goal", mixinStandardHelpOptions = true, description = "Measures some of the goals.")
final class GoalCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init") // set by picocli
	private CommandSpec spec;

	@Parameters(arity = "1..*", paramLabel = "P<n>", description = "Goals, such as P7.")
	private List<String> ids = new ArrayList<>();

	@Option(names = "--edition", defaultValue = "full", description = "short or full (${DEFAULT-VALUE})")
	private Edition edition = Edition.FULL;

	@Override
	public void run() {
		List<Goal> goals = goals();
		String command = "benchmarks/run goal " + goals.stream().map(Goal::id).collect(Collectors.joining(" "))
				+ " --edition " + this.edition.name().toLowerCase(Locale.ROOT);
		new EditionRun(command, this.edition, this.spec.commandLine().getOut()::println).goals(goals);
	}

	/**
	 * The goals asked for.
	 * @return the goals, in the order in which all are measured
	 */
	List<Goal> goals() {
		List<String> wanted = this.ids.stream().map((id) -> id.toUpperCase(Locale.ROOT)).toList();
		List<Goal> found = Goals.all().stream().filter((goal) -> wanted.contains(goal.id())).toList();
		List<String> known = found.stream().map(Goal::id).toList();
		wanted.stream().filter((id) -> !known.contains(id)).findFirst().ifPresent((unknown) -> {
			throw new ParameterException(this.spec.commandLine(), "There is no goal " + unknown + ", only "
					+ Goals.all().stream().map(Goal::id).collect(Collectors.joining(", ")));
		});
		return found;
	}

	/**
	 * How thoroughly to measure.
	 * @return the edition
	 */
	Edition edition() {
		return this.edition;
	}

}
