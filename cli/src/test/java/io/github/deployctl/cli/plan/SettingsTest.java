package io.github.deployctl.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.config.BeforeStart;
import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.JavaRequirement;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.ReadyCheck.HttpProbe;
import io.github.deployctl.common.config.Retention;
import io.github.deployctl.common.config.SafetyNet;
import io.github.deployctl.common.config.StartUp;
import io.github.deployctl.common.config.StatusRange;
import io.github.deployctl.common.config.Warmup;
import io.github.deployctl.common.release.AppName;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SettingsTest {
    private static final Map<String, ListenAddress> LISTENERS =
            Map.of("http", ListenAddress.parse("8080"), "admin", ListenAddress.parse("9090"));

    private static final Declaration ONE = new Declaration(
            new AppName("shop"),
            LISTENERS,
            new Launch(null, null, List.of(), List.of(), "work", Map.of(), List.of()),
            new ReadyCheck(new HttpProbe("/", null, StatusRange.SUCCESS, "http"), Duration.ofSeconds(1)),
            new Deadlines(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)),
            new Retention(1, null),
            HandOver.ADOPT,
            new StartUp(
                    StartUp.Priority.LOW,
                    false,
                    new Warmup(1, List.of("/one")),
                    new BeforeStart(List.of("./migrate"), Duration.ofSeconds(1))),
            new SafetyNet(Duration.ofSeconds(1), null, false));

    /** Another in everything that a declaration can have beside the first. */
    private static final Declaration OTHER = new Declaration(
            new AppName("shop"),
            Map.of("http", ListenAddress.parse("8081"), "admin", ListenAddress.parse("9090")),
            new Launch(
                    "/jdk",
                    JavaRequirement.parse("21"),
                    List.of("-Xmx1g"),
                    List.of("--debug"),
                    "other",
                    Map.of("TZ", "UTC"),
                    List.of()),
            new ReadyCheck(new HttpProbe("/ready", "shop", StatusRange.parse("204"), "admin"), Duration.ofSeconds(2)),
            new Deadlines(Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(6)),
            new Retention(2, 1_000_000L),
            HandOver.RESTART,
            new StartUp(
                    StartUp.Priority.NORMAL,
                    true,
                    new Warmup(2, List.of("/other")),
                    new BeforeStart(List.of("./migrate", "--all"), Duration.ofSeconds(2))),
            new SafetyNet(Duration.ofSeconds(2), Duration.ofSeconds(3), true));

    private final List<String> same = new ArrayList<>();

    @Test
    void whateverIsAnotherInADeclarationIsShown() throws Exception {
        parts("", ONE, OTHER).forEach((part, variant) -> {
            Declaration changed = (Declaration) variant;
            List<Change> shown = new ArrayList<>(Settings.changes(ONE, changed));
            shown.addAll(Settings.listeners(ONE, changed));
            assertThat(shown).as(part).isNotEmpty();
        });
        assertThat(same)
                .as("what excludes another part, or is the same app")
                .containsExactly(
                        "app", "launch.command", "ready.http.address", "ready.notified", "startUp.warmup.recorded");
    }

    @Test
    void aHookOnTheHostIsToldWithoutWhatLooksLikeASecret() {
        Declaration without = ONE.with(ONE.startUp().with(null));
        Declaration with = ONE.with(ONE.startUp()
                .with(new BeforeStart(
                        List.of("./migrate", "--password", "hunter2", "--schema=shop"), Duration.ofMinutes(5))));

        assertThat(Settings.changes(without, with))
                .containsExactly(
                        Change.of("hooks.before-start", null, "./migrate --password *** --schema=shop"),
                        Change.of("hooks.before-start.timeout", null, "5m"));
        assertThat(Settings.changes(with, without)).extracting(Change::kind).containsOnly(Change.Kind.REMOVED);
    }

    /** Returns, for each part in which the two differ, the first one with that part of the other. */
    private Map<String, Record> parts(String path, Record one, Record other) throws Exception {
        Map<String, Record> parts = new LinkedHashMap<>();
        RecordComponent[] components = one.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            String name = path + components[i].getName();
            Object was = components[i].getAccessor().invoke(one);
            Object is = components[i].getAccessor().invoke(other);
            if (Objects.equals(was, is)) {
                same.add(name);
            } else if (was instanceof Record from && is instanceof Record to && isOfParts(from)) {
                for (Map.Entry<String, Record> part :
                        parts(name + ".", from, to).entrySet()) {
                    parts.put(part.getKey(), with(one, i, part.getValue()));
                }
            } else {
                parts.put(name, with(one, i, is));
            }
        }
        return parts;
    }

    /** Whether its members are keys of their own, and not one text. */
    private static boolean isOfParts(Record value) {
        return !(value instanceof StatusRange) && !(value instanceof JavaRequirement);
    }

    private static Record with(Record record, int component, @Nullable Object value) throws Exception {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = i == component ? value : components[i].getAccessor().invoke(record);
        }
        return record.getClass().getDeclaredConstructor(types).newInstance(values);
    }
}
