package io.github.deployctl.e2e.bench;

import io.github.deployctl.e2e.kit.Installation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code e2e/bench NAME [--json] [--only PART,PART]}: exit status 0 when every goal is met, 1 when one is not or nothing could be measured, 2 for a wrong
 * command line.
 */
public final class Bench {
    private static final List<Benchmark> ALL = List.of(
            new Footprint(),
            new Adoption(),
            new Overhead(),
            new Soak(),
            new Crash(),
            new Rollback(),
            new Warm(),
            new Upload(),
            new Startup());

    private Bench() {}

    public static void main(String[] args) {
        // Told to end, it takes the agents, whose own end is that of their apps, and the loads with it.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy), "end-children"));
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        List<String> names = new ArrayList<>(args);
        boolean json = names.remove("--json");
        List<String> only = only(names);
        if (names.isEmpty()) {
            ALL.forEach(each -> out.printf("%-12s %s%n", each.name(), each.description()));
            return 0;
        }
        Optional<Benchmark> chosen = ALL.stream()
                .filter(each -> names.size() == 1 && each.name().equals(names.get(0)))
                .findFirst();
        if (chosen.isEmpty()) {
            err.println("bench: there is no benchmark " + String.join(" ", names) + "\nTry: e2e/bench");
            return 2;
        }
        Setting setting = new Setting(
                new Installation(Path.of(System.getProperty("deployctl.prefix"))),
                Path.of(System.getProperty("deployctl.sources", ".")),
                only,
                err::println);
        try {
            BenchReport report = BenchReport.of(names.get(0), chosen.get().measure(setting));
            out.print(json ? report.json() : report.table());
            return report.ok() ? 0 : 1;
        } catch (IOException e) {
            err.println("bench: nothing was measured: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("bench: interrupted");
            return 130;
        }
    }

    /** Takes {@code --only A,B} out of {@code words}. */
    private static List<String> only(List<String> words) {
        int at = words.indexOf("--only");
        if (at < 0 || at + 1 == words.size()) {
            return List.of();
        }
        words.remove(at);
        return List.of(words.remove(at).split(",", -1));
    }
}
