package io.github.deployctl.cli.config;

import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.SafetyNet;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** What happens after the hand-over: {@code drain}, {@code stop}, {@code standby}, {@code probation} and {@code confirm}. */
final class SafetyNetReader {
    private static final Standby DEFAULT = new Standby(Deadlines.DEFAULT.standby(), SafetyNet.DEFAULT.frozen());

    private SafetyNetReader() {}

    static Deadlines deadlines(Section file) {
        return new Deadlines(
                timeout(file, "drain", Deadlines.DEFAULT.drain()),
                timeout(file, "stop", Deadlines.DEFAULT.stop()),
                standby(file).time());
    }

    static SafetyNet read(Section file) {
        Duration probation = file.get("probation")
                .map(node -> Values.parsed(node, "probation", SafetyNetReader::orOff))
                .orElse(SafetyNet.DEFAULT.probation());
        @Nullable
        Duration confirm = file.get("confirm")
                .map(node -> Values.parsed(node, "confirm", SafetyNetReader::orOff))
                .filter(time -> !time.isZero())
                .orElse(null);
        return new SafetyNet(probation, confirm, standby(file).frozen());
    }

    /** Refuses what the way of the hand-over cannot give. */
    static void check(Section file, HandOver handOver) {
        Optional<Node> written = file.get("standby");
        if (written.isPresent()
                && !handOver.keepsStandby()
                && !standby(file).time().isZero()) {
            throw ConfigException.at(
                    written.get(), "handover: " + handOver + " keeps no standby; leave standby out, or write off");
        }
        Optional<Node> confirm = file.get("confirm");
        if (confirm.isPresent() && !handOver.keepsStandby() && read(file).confirm() != null) {
            throw ConfigException.at(
                    confirm.get(),
                    "handover: " + handOver + " keeps no standby to go back to; leave confirm out, or write off");
        }
    }

    private record Standby(Duration time, boolean frozen) {}

    private static Standby standby(Section file) {
        Optional<Node> written = file.get("standby");
        if (written.filter(MappingNode.class::isInstance).isEmpty()) {
            return written.map(node -> Values.parsed(node, "standby", SafetyNetReader::standby))
                    .orElse(DEFAULT);
        }
        Section standby = Section.of(written.get(), "standby");
        return new Standby(
                standby.get("time")
                        .map(node -> Values.parsed(node, "standby.time", Durations::parse))
                        .orElse(DEFAULT.time()),
                standby.get("frozen")
                        .map(node -> Values.parsed(node, "standby.frozen", choice("standby.frozen", "true", "false")))
                        .orElse(DEFAULT.frozen()));
    }

    private static Standby standby(String text) {
        return text.equals("frozen") ? new Standby(DEFAULT.time(), true) : new Standby(orOff(text), false);
    }

    private static Duration orOff(String text) {
        return text.equals("off") ? Duration.ZERO : Durations.parse(text);
    }

    private static Duration timeout(Section file, String key, Duration otherwise) {
        return file.section(key)
                .flatMap(section -> section.get("timeout"))
                .map(node -> Values.parsed(node, key + ".timeout", Durations::parse))
                .orElse(otherwise);
    }

    /** Returns what reads one of two words, the first as true. */
    static Function<String, Boolean> choice(String key, String yes, String no) {
        return text -> {
            if (!text.equals(yes) && !text.equals(no)) {
                throw new IllegalArgumentException(key + " must be " + yes + " or " + no + ", not \"" + text + "\"");
            }
            return text.equals(yes);
        };
    }
}
