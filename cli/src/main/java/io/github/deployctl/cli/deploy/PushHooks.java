package io.github.deployctl.cli.deploy;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.hook.ClientCommand;
import io.github.deployctl.cli.hook.ClientCommand.Refusal;
import io.github.deployctl.cli.hook.Hooks;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What is run on the client's side around one push, with what it is told in DEPLOYCTL_ variables. */
public final class PushHooks {
    private final Hooks hooks;
    private final Path folder;
    private final Consumer<String> told;
    private final Map<String, String> variables = new HashMap<>();

    /**
     * @param folder where they are run
     * @param told gets each line that one prints, with its name in front
     */
    public PushHooks(Hooks hooks, DeployPlan plan, Path folder, Consumer<String> told) {
        this.hooks = requireNonNull(hooks, "hooks");
        this.folder = requireNonNull(folder, "folder");
        this.told = requireNonNull(told, "told");
        variables.put("DEPLOYCTL_APP", plan.declaration().app().value());
        variables.put("DEPLOYCTL_RELEASE", plan.release().value());
        variables.put(
                "DEPLOYCTL_ARTIFACT", plan.artifact().file().toAbsolutePath().toString());
        variables.put("DEPLOYCTL_HOSTS", labels(plan.hosts()));
    }

    /** Returns whether {@link #before} does anything. */
    boolean isBefore() {
        return hooks.beforePush().isPresent();
    }

    /** Every host is locked, none is changed. */
    void before() throws FailureException {
        Optional<Failure> failure = run(hooks.beforePush(), Map.of(), FailureCode.NOT_DEPLOYED);
        if (failure.isPresent()) {
            throw failure.get().serving("nothing was changed on any host").asException();
        }
    }

    /** Returns what is wrong with what was run, beside what is wrong with the push; a hook for failures changes nothing of those. */
    public Optional<Failure> after(RolloutResult result) {
        Map<String, String> outcome = new HashMap<>();
        outcome.put("DEPLOYCTL_EXIT_CODE", Integer.toString(result.exitStatus()));
        outcome.put("DEPLOYCTL_CHANGED_HOSTS", labels(result.changed()));
        outcome.put("DEPLOYCTL_FAILED_HOSTS", labels(result.left()));
        outcome.put("DEPLOYCTL_FAILURE", result.failure().map(Failure::message).orElse(""));
        if (result.exitStatus() != 0) {
            return run(hooks.onFailure(), outcome, FailureCode.HOOK_FAILED);
        }
        return run(hooks.afterPush(), outcome, FailureCode.HOOK_FAILED)
                .map(failure -> failure.serving("every host serves " + variables.get("DEPLOYCTL_RELEASE")));
    }

    /** The push has failed before there was anything to say of a host. */
    public void failed(Failure why) {
        var unused = run(
                hooks.onFailure(),
                Map.of(
                        "DEPLOYCTL_EXIT_CODE",
                        Integer.toString(why.code().exitStatus()),
                        "DEPLOYCTL_CHANGED_HOSTS",
                        "",
                        "DEPLOYCTL_FAILED_HOSTS",
                        variables.getOrDefault("DEPLOYCTL_HOSTS", ""),
                        "DEPLOYCTL_FAILURE",
                        why.message()),
                FailureCode.HOOK_FAILED);
    }

    private Optional<Failure> run(Optional<ClientCommand> hook, Map<String, String> more, FailureCode code) {
        if (hook.isEmpty()) {
            return Optional.empty();
        }
        ClientCommand command = hook.get();
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(more);
        try {
            Optional<Refusal> refusal = command.run(folder, all, line -> told.accept(command.name() + "  " + line));
            return refusal.map(
                    why -> Failure.of(code, command.name() + " " + why.reason()).evidence(command.evidence(why)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(Failure.of(FailureCode.INTERRUPTED, "interrupted"));
        }
    }

    private static String labels(List<HostAddress> hosts) {
        return hosts.stream().map(HostAddress::label).collect(Collectors.joining(" "));
    }
}
