package io.github.deployctl.cli.config;

import io.github.deployctl.cli.text.Nearest;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.Retention;
import io.github.deployctl.common.config.Sizes;
import io.github.deployctl.common.release.AppName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** The top of the file. The declaration is built up step by step, so that what its records refuse is told at the key that made them refuse. */
final class DeclarationReader {
    private final Path folder;

    DeclarationReader(Path folder) {
        this.folder = folder;
    }

    DeployFile read(Node root) {
        Section file = Section.of(root, "");
        AppName app = Values.parsed(file.require("app"), "app", AppName::new);
        Path artifact = Values.parsed(file.require("artifact"), "artifact", this::path);
        Map<String, ListenAddress> listeners = listeners(app, file.require("listeners"));
        Launch launch = LaunchReader.read(file);
        ReadyCheck ready = file.get("ready")
                .map(node -> Values.checked(node, () -> ready(app, listeners, node)))
                .orElse(ReadyCheck.DEFAULT);
        HandOver handOver =
                file.get("handover").map(DeclarationReader::handOver).orElse(HandOver.ADOPT);
        SafetyNetReader.check(file, handOver);
        Declaration declaration = Values.checked(
                file.get("handover").orElse(root),
                () -> new Declaration(
                        app,
                        listeners,
                        launch,
                        ready,
                        SafetyNetReader.deadlines(file),
                        retention(file),
                        handOver,
                        StartUpReader.read(file),
                        SafetyNetReader.read(file)));
        return new DeployFile(
                declaration,
                artifact,
                HostsReader.read(file.get("hosts")),
                SocketReader.read(app, file),
                VerifyReader.read(file),
                HooksReader.read(file));
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
        return new Declaration(app, listeners, base.launch(), ready, base.deadlines()).ready();
    }

    private static Retention retention(Section file) {
        Optional<Section> releases = file.section("releases");
        int keep = releases.flatMap(section -> section.get("keep"))
                .map(node -> Values.checked(node, () -> new Retention(Values.number(node, "releases.keep")).keep()))
                .orElse(Retention.DEFAULT.keep());
        @Nullable
        Long most = releases.flatMap(section -> section.get("max-size"))
                .map(node -> Values.parsed(
                        node, "releases.max-size", text -> new Retention(1, Sizes.parse(text)).maxBytes()))
                .orElse(null);
        return new Retention(keep, most);
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
}
