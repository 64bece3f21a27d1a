// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import io.github.signalrelay.benchmarks.report.ResultsFolder;
import io.github.signalrelay.benchmarks.sizing.Costs;
import io.github.signalrelay.benchmarks.sizing.CostsFile;
import io.github.signalrelay.benchmarks.sizing.Demand;
import io.github.signalrelay.benchmarks.sizing.NodeShape;
import io.github.signalrelay.benchmarks.sizing.SizingSheet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Computes how many nodes a load needs.
 */
@Command(name = "sizing", mixinStandardHelpOptions = true,
		description = "Computes how many relays a load needs, at the load given and at smaller ones.")
final class SizingCommand implements Runnable {

	private static final double GIB = 1L << 30;

	@Spec
	@SuppressWarnings("NullAway.Init") // set by picocli
	private CommandSpec spec;

	@Option(names = "--connections", required = true, description = "Clients connected at the same time.")
	private long connections;

	@Option(names = "--messages", defaultValue = "100",
			description = "Messages per second, before fan-out (${DEFAULT-VALUE}).")
	private double messages;

	@Option(names = "--recipients", defaultValue = "10",
			description = "Clients that a message goes to, or all (${DEFAULT-VALUE}).")
	private String recipients = "10";

	@Option(names = "--payload", defaultValue = "512", description = "Bytes of a message (${DEFAULT-VALUE}).")
	private int payload;

	@Option(names = "--groups", defaultValue = "2", description = "Groups of each client (${DEFAULT-VALUE}).")
	private int groups;

	@Option(names = "--tls", defaultValue = "1", description = "Share of clients with TLS, 0 to 1 (${DEFAULT-VALUE}).")
	private double tls;

	@Option(names = "--connects", defaultValue = "0",
			description = "Clients that connect in a second; 0.1 %% of all if 0 (${DEFAULT-VALUE}).")
	private double connects;

	@Option(names = "--batching", defaultValue = "0",
			description = "Share of deliveries that share a write with others, 0 to 1 (${DEFAULT-VALUE}).")
	private double batching;

	@Option(names = "--app-servers", defaultValue = "2", description = "App servers (${DEFAULT-VALUE}).")
	private int appServers;

	@Option(names = "--cores", defaultValue = "4", description = "Cores of a relay (${DEFAULT-VALUE}).")
	private int cores;

	@Option(names = "--memory", defaultValue = "8", description = "Memory of a relay in GiB (${DEFAULT-VALUE}).")
	private double memory;

	@Option(names = "--descriptors", defaultValue = "250000",
			description = "File descriptors of a relay (${DEFAULT-VALUE}).")
	private long descriptors;

	@Option(names = "--load", defaultValue = "0.6",
			description = "Part of the cores to use, 0.5 to 0.7 as a rule (${DEFAULT-VALUE}).")
	private double load;

	@Option(names = "--costs", description = "costs.json of a run of this machine; that of the program if missing.")
	private @Nullable Path costs;

	@Override
	public void run() {
		CostsFile file = new CostsFile();
		Costs known = (this.costs != null) ? file.read(this.costs) : file.defaults();
		try {
			PrintWriter out = this.spec.commandLine().getOut();
			SizingSheet sheet = new SizingSheet(known,
					new NodeShape(this.cores, (long) (this.memory * GIB), this.descriptors, this.load));
			List<Demand> demands = SizingSheet.upTo(demand());
			out.println(sheet.plans(demands).console());
			out.println(sheet.costs().console());
			ResultsFolder folder = ResultsFolder.create(EditionRun.RESULTS, Instant.now());
			folder.text("sizing.md", sheet.plans(demands).markdown() + "\n" + sheet.costs().markdown());
			out.println("Results: benchmarks/" + folder.path());
		}
		catch (IllegalArgumentException ex) {
			throw new ParameterException(this.spec.commandLine(), String.valueOf(ex.getMessage()), ex);
		}
	}

	/**
	 * The demand that the options say.
	 * @return the demand
	 */
	Demand demand() {
		return new Demand(this.connections, this.messages,
				this.recipients.equals("all") ? this.connections : Double.parseDouble(this.recipients), this.payload,
				this.groups, this.tls, (this.connects > 0) ? this.connects : this.connections / 1_000.0, this.batching,
				this.appServers);
	}

}
