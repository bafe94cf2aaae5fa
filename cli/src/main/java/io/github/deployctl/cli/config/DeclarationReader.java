package io.github.deployctl.cli.config;

import io.github.deployctl.cli.text.Nearest;
import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.release.AppName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** The top of the file. The declaration is built up step by step, so that what its records refuse is told at the key that made them refuse. */
final class DeclarationReader {
    private static final Set<String> KEYS = Set.of(
            "app",
            "artifact",
            "hosts",
            "listeners",
            "handover",
            "command",
            "java",
            "cwd",
            "env",
            "ready",
            "drain",
            "stop",
            "standby",
            "releases",
            "socket");
    private static final Set<String> TIMEOUT = Set.of("timeout");
    private static final String OFF = "off";

    private final Path folder;

    DeclarationReader(Path folder) {
        this.folder = folder;
    }

    DeployFile read(Node root) {
        Section file = Section.of(root, "", KEYS);
        AppName app = Values.parsed(file.require("app"), "app", AppName::new);
        Path artifact = Values.parsed(file.require("artifact"), "artifact", this::path);
        Map<String, ListenAddress> listeners = listeners(app, file.require("listeners"));
        Launch launch = LaunchReader.read(file);
        ReadyCheck ready = file.get("ready")
                .map(node -> Values.checked(node, () -> ready(app, listeners, node)))
                .orElse(ReadyCheck.DEFAULT);
        int keep = file.section("releases", Set.of("keep"))
                .flatMap(releases -> releases.get("keep"))
                .map(node -> keep(app, listeners, node))
                .orElse(Declaration.DEFAULT_KEEP);
        HandOver handOver =
                file.get("handover").map(DeclarationReader::handOver).orElse(HandOver.ADOPT);
        file.get("standby").ifPresent(node -> refuseStandby(node, handOver));
        Declaration declaration = Values.checked(
                file.get("handover").orElse(root),
                () -> new Declaration(app, listeners, launch, ready, deadlines(file), keep, handOver));
        return new DeployFile(declaration, artifact, HostsReader.read(file.get("hosts")), SocketReader.read(app, file));
    }

    private Path path(String text) {
        try {
            if (text.isBlank()) {
                throw new IllegalArgumentException("artifact is empty");
            }
            return folder.resolve(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("artifact is not a path: " + e.getReason(), e);
        }
    }

    private static Map<String, ListenAddress> listeners(AppName app, Node node) {
        Map<String, ListenAddress> listeners = new LinkedHashMap<>();
        Section.open(node, "listeners").entries().forEach((name, entry) -> {
            listeners.put(name, Values.parsed(entry.getValueNode(), "listeners." + name, ListenAddress::parse));
            Values.checked(entry.getKeyNode(), () -> Declaration.of(app, listeners));
        });
        Values.checked(node, () -> Declaration.of(app, listeners));
        return listeners;
    }

    private static ReadyCheck ready(AppName app, Map<String, ListenAddress> listeners, Node node) {
        ReadyCheck ready = ReadyReader.read(node);
        Declaration base = Declaration.of(app, listeners);
        return new Declaration(app, listeners, base.launch(), ready, base.deadlines(), base.keep()).ready();
    }

    private static int keep(AppName app, Map<String, ListenAddress> listeners, Node node) {
        int keep = Values.number(node, "releases.keep");
        Declaration base = Declaration.of(app, listeners);
        return Values.checked(
                node,
                () -> new Declaration(app, listeners, base.launch(), base.ready(), base.deadlines(), keep).keep());
    }

    private static HandOver handOver(Node node) {
        return Values.parsed(node, "handover", text -> {
            try {
                return HandOver.parse(text);
            } catch (IllegalArgumentException e) {
                Set<String> known =
                        Arrays.stream(HandOver.values()).map(HandOver::toString).collect(Collectors.toSet());
                String nearest = Nearest.to(text, known)
                        .map(value -> "; did you mean " + value + "?")
                        .orElse("");
                throw new IllegalArgumentException(e.getMessage() + nearest, e);
            }
        });
    }

    private static void refuseStandby(Node node, HandOver handOver) {
        boolean off = Values.parsed(node, "standby", DeclarationReader::standby).isZero();
        if (!handOver.keepsStandby() && !off) {
            throw ConfigException.at(
                    node, "handover: " + handOver + " keeps no standby; leave standby out, or write off");
        }
    }

    private static Deadlines deadlines(Section file) {
        return new Deadlines(
                timeout(file, "drain", Deadlines.DEFAULT.drain()),
                timeout(file, "stop", Deadlines.DEFAULT.stop()),
                file.get("standby")
                        .map(node -> Values.parsed(node, "standby", DeclarationReader::standby))
                        .orElse(Deadlines.DEFAULT.standby()));
    }

    private static Duration timeout(Section file, String key, Duration otherwise) {
        return file.section(key, TIMEOUT)
                .flatMap(section -> section.get("timeout"))
                .map(node -> Values.parsed(node, key + ".timeout", Durations::parse))
                .orElse(otherwise);
    }

    private static Duration standby(String text) {
        return text.equals(OFF) ? Duration.ZERO : Durations.parse(text);
    }
}
