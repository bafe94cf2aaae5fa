package io.github.deployctl.cli.deploy;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.hook.ClientCommand;
import io.github.deployctl.cli.hook.ClientCommand.Attendant;
import io.github.deployctl.cli.hook.ClientCommand.Refusal;
import io.github.deployctl.cli.hook.HookVariable;
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
import java.util.stream.Collectors;

/** What is run on the client's side around one push, with what it is told in DEPLOYCTL_ variables. */
public final class PushHooks {
    private final Hooks hooks;
    private final Path folder;
    private final Attendant attendant;
    private final Map<String, String> variables = new HashMap<>();

    /**
     * @param folder where they are run
     * @param attendant of each
     */
    public PushHooks(Hooks hooks, DeployPlan plan, Path folder, Attendant attendant) {
        this.hooks = requireNonNull(hooks, "hooks");
        this.folder = requireNonNull(folder, "folder");
        this.attendant = requireNonNull(attendant, "attendant");
        variables.put(HookVariable.APP.variable(), plan.declaration().app().value());
        variables.put(HookVariable.RELEASE.variable(), plan.release().value());
        variables.put(
                HookVariable.ARTIFACT.variable(),
                plan.artifact().file().toAbsolutePath().toString());
        variables.put(HookVariable.HOSTS.variable(), labels(plan.hosts()));
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
        outcome.put(HookVariable.EXIT_CODE.variable(), Integer.toString(result.exitStatus()));
        outcome.put(HookVariable.CHANGED_HOSTS.variable(), labels(result.changed()));
        outcome.put(HookVariable.FAILED_HOSTS.variable(), labels(result.left()));
        outcome.put(
                HookVariable.FAILURE.variable(),
                result.failure().map(Failure::message).orElse(""));
        if (result.exitStatus() != 0) {
            return run(hooks.onFailure(), outcome, FailureCode.HOOK_FAILED);
        }
        return run(hooks.afterPush(), outcome, FailureCode.HOOK_FAILED)
                .map(failure -> failure.serving("every host serves " + variables.get(HookVariable.RELEASE.variable())));
    }

    /** The push has failed before there was anything to say of a host. */
    public void failed(Failure why) {
        var unused = run(
                hooks.onFailure(),
                Map.of(
                        HookVariable.EXIT_CODE.variable(),
                        Integer.toString(why.code().exitStatus()),
                        HookVariable.CHANGED_HOSTS.variable(),
                        "",
                        HookVariable.FAILED_HOSTS.variable(),
                        variables.getOrDefault(HookVariable.HOSTS.variable(), ""),
                        HookVariable.FAILURE.variable(),
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
            Optional<Refusal> refusal = command.run(folder, all, attendant);
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
