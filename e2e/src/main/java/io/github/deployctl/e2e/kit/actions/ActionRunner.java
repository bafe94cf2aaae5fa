package io.github.deployctl.e2e.kit.actions;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A job that has steps with {@code uses}. One action at a time; {@link #cancel} may come from another thread.
 *
 * <p>A script is run as {@code bash --noprofile --norc -e -o pipefail FILE}, and a cancelled one is sent SIGINT, after 7.5 s SIGTERM, and is killed with all that
 * it started 2.5 s later: what the runner's documentation says of workflows that are cancelled.
 */
public final class ActionRunner {
    private static final long LIMIT_SECONDS = 120;
    private static final long INT_MILLIS = 7_500;
    private static final long TERM_MILLIS = 2_500;

    private final Path workspace;
    private final Path temp;
    private final Map<String, String> environment;
    private final List<String> secrets;
    private final AtomicReference<Process> running = new AtomicReference<>();
    private volatile boolean cancelled;

    /**
     * @param temp an empty folder that is the job's own
     * @param environment of every step
     * @param secrets what the workflow has from {@code secrets}
     */
    public ActionRunner(Path workspace, Path temp, Map<String, String> environment, List<String> secrets) {
        this.workspace = workspace;
        this.temp = temp;
        this.environment = Map.copyOf(environment);
        this.secrets = List.copyOf(secrets);
    }

    /** Runs the action in {@code folder} with these inputs. */
    public ActionRun uses(Path folder, Map<String, String> with) throws IOException, InterruptedException {
        ActionFile action = ActionFile.in(folder);
        Map<String, String> values = new HashMap<>();
        values.put("github.action_path", folder.toString());
        action.inputs().forEach((name, value) -> values.put("inputs." + name, with.getOrDefault(name, value)));
        with.keySet().stream()
                .filter(name -> !action.inputs().containsKey(name))
                .forEach(name -> {
                    throw new IllegalArgumentException("unknown input: " + name);
                });
        return run(action, values);
    }

    /** Runs what {@link WorkflowFile#job} has returned, or some of its steps; expressions in them have these values. */
    public ActionRun job(ActionFile job, Map<String, String> values) throws IOException, InterruptedException {
        return run(job, new HashMap<>(values));
    }

    private ActionRun run(ActionFile action, Map<String, String> values) throws IOException, InterruptedException {
        StepLog log = new StepLog();
        secrets.forEach(log::secret);
        Path summary = Files.createFile(temp.resolve("summary-" + UUID.randomUUID()));
        int exit = 0;
        for (ActionFile.Step step : action.steps()) {
            boolean always = step.condition().equals("always()");
            if (!always && !step.condition().isEmpty()) {
                throw new IllegalArgumentException("unknown condition: " + step.condition());
            }
            if (always || (exit == 0 && !cancelled)) {
                int status = run(action, step, new Expressions(values), log, summary, values);
                exit = exit == 0 ? status : exit;
            }
        }
        Map<String, String> outputs = new TreeMap<>();
        Expressions all = new Expressions(values);
        action.outputs().forEach((name, expression) -> outputs.put(name, all.in(expression)));
        return new ActionRun(exit, log.shown(), outputs, Files.readString(summary), log.annotations(), log.masks());
    }

    private int run(
            ActionFile action,
            ActionFile.Step step,
            Expressions expressions,
            StepLog log,
            Path summary,
            Map<String, String> values)
            throws IOException, InterruptedException {
        Path script = temp.resolve(UUID.randomUUID() + ".sh");
        Files.writeString(script, expressions.in(step.run()) + "\n");
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : List.of("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE")) {
            files.put(
                    name,
                    Files.createFile(temp.resolve(name + "-" + UUID.randomUUID()))
                            .toString());
        }
        files.put("GITHUB_STEP_SUMMARY", summary.toString());
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script.toString())
                .directory(workspace.toFile())
                .redirectInput(new File("/dev/null"));
        Map<String, String> own = builder.environment();
        own.clear();
        own.putAll(environment);
        own.putAll(Map.of(
                "CI",
                "true",
                "GITHUB_ACTIONS",
                "true",
                "GITHUB_WORKSPACE",
                workspace.toString(),
                "GITHUB_ACTION_PATH",
                action.folder().toString(),
                "RUNNER_OS",
                "Linux",
                "RUNNER_TEMP",
                temp.toString()));
        own.putAll(files);
        log.show("Run " + step.run());
        step.env().forEach((name, value) -> {
            own.put(name, expressions.in(value));
            log.show("  " + name + ": " + expressions.in(value));
        });
        int exit = await(builder.start(), log);
        CommandFile.read(Files.readAllLines(Path.of(files.get("GITHUB_OUTPUT"))))
                .forEach((name, value) -> values.put("steps." + step.id() + ".outputs." + name, value));
        return exit;
    }

    private int await(Process process, StepLog log) throws IOException, InterruptedException {
        running.set(process);
        Thread out = log.follow(process.getInputStream());
        Thread err = log.follow(process.getErrorStream());
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("a step did not end: " + log.shown());
            }
            out.join();
            err.join();
            return process.exitValue();
        } finally {
            running.set(null);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Cancels the workflow, and returns once its step has ended. */
    public void cancel() throws IOException, InterruptedException {
        cancelled = true;
        Process process = running.get();
        if (process == null) {
            return;
        }
        signal(process, "INT");
        if (!process.waitFor(INT_MILLIS, TimeUnit.MILLISECONDS)) {
            signal(process, "TERM");
            if (!process.waitFor(TERM_MILLIS, TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }
}
