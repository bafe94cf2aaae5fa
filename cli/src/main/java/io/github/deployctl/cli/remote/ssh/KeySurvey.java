package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.remote.Alarm;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.hostkey.HostKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A look at the keys that a login would have, which uses none of them and asks nobody. */
public final class KeySurvey {
    private final KeyRing ring;
    private final Deadline deadline;

    /**
     * Makes one.
     *
     * @param environment may hold a key
     * @param deadline for the ssh-agent's answer
     */
    public KeySurvey(Map<String, String> environment, Deadline deadline) {
        this.ring = new KeyRing(Person.NOBODY, environment);
        this.deadline = deadline;
    }

    /**
     * What was found.
     *
     * @param files those that were named, that the configuration means, and the key in the environment
     */
    public record Found(List<Key> files, Agent agent) {
        public Found {
            files = List.copyOf(files);
        }
    }

    /**
     * A key.
     *
     * @param name its file, or the variable that holds it
     * @param problem why it cannot be used, as the end of a sentence; null where it can
     */
    public record Key(
            String name, boolean isNamed, @Nullable String problem) {}

    /**
     * The ssh-agent.
     *
     * @param socket null where there is none, or it is not wanted
     * @param keys how many it holds
     * @param problem why it could not be asked, or null
     */
    public record Agent(
            @Nullable Path socket, int keys, @Nullable String problem) {}

    private record Held(Agent agent, List<HostKey> keys) {}

    public Found of(KeyRules rules) {
        Held held = held(rules.agentSocket());
        List<Key> keys = new ArrayList<>();
        rules.named().forEach(file -> keys.add(key(KeySource.file(file), true, held)));
        ring.fromEnvironment().ifPresent(source -> keys.add(key(source, true, held)));
        if (keys.isEmpty()) {
            rules.usual().forEach(file -> keys.add(key(KeySource.file(file), false, held)));
        }
        return new Found(keys, held.agent);
    }

    private Key key(KeySource source, boolean named, Held held) {
        try {
            // Nobody is asked, so that a key which is not ready is one that cannot be used.
            boolean ready = ring.key(source).isPresent();
            return new Key(source.toString(), named, ready ? null : "is encrypted");
        } catch (IOException e) {
            boolean inAgent = publicKey(source).filter(held.keys::contains).isPresent();
            return new Key(source.toString(), named, inAgent ? null : e.getMessage());
        }
    }

    private static Optional<HostKey> publicKey(KeySource source) {
        try (PrivateKeyText text = source.read()) {
            return text.publicKey().or(source::publicKey);
        } catch (IOException e) {
            return source.publicKey();
        }
    }

    private Held held(@Nullable Path socket) {
        if (socket == null) {
            return new Held(new Agent(null, 0, null), List.of());
        }
        try (SshAgent agent = SshAgent.connect(socket);
                Alarm alarm = Alarm.set(deadline, agent::close)) {
            try {
                List<HostKey> keys = agent.identities().stream()
                        .flatMap(identity -> Stream.of(identity.key().plain()))
                        .toList();
                return new Held(new Agent(socket, keys.size(), null), keys);
            } catch (IOException e) {
                String why = alarm.hasRung() ? "did not answer within " + deadline : "does not answer";
                return new Held(new Agent(socket, 0, why), List.of());
            }
        } catch (IOException | UnsupportedOperationException e) {
            return new Held(new Agent(socket, 0, "cannot be reached"), List.of());
        }
    }
}
