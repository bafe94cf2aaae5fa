package io.github.deployctl.cli.plan;

import io.github.deployctl.common.config.BeforeStart;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.StartUp;
import io.github.deployctl.common.config.Warmup;
import io.github.deployctl.common.secret.DiscreetWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A declaration by the keys of {@code deployctl.yml}. What an environment variable or an argument is set to may be a secret, so it is compared and not told. */
final class Settings {
    private static final String HIDDEN = "(not shown)";

    /** By key; the first is compared, the second told. */
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    private record Setting(String value, String shown) {}

    private Settings(Declaration declaration) {
        addLaunch(declaration.launch());
        addReady(declaration);
        add("drain.timeout", declaration.deadlines().drain());
        add("stop.timeout", declaration.deadlines().stop());
        add("standby", orOff(declaration.deadlines().standby()));
        add("standby.frozen", declaration.safetyNet().frozen());
        add("probation", orOff(declaration.safetyNet().probation()));
        Duration confirm = declaration.safetyNet().confirm();
        add("confirm", confirm == null ? "off" : Durations.format(confirm));
        add("handover", declaration.handOver());
        StartUp start = declaration.startUp();
        add("start-priority", start.priority().name().toLowerCase(Locale.ROOT));
        add("java.archive", start.archive() ? "on" : "off");
        addHook(start.beforeStart());
        add("releases.keep", declaration.retention().keep());
        add("releases.max-size", declaration.retention().maxBytes());
    }

    /** Returns what is set otherwise, but for the listeners. */
    static List<Change> changes(Declaration before, Declaration after) {
        Map<String, Setting> old = new Settings(before).settings;
        Map<String, Setting> fresh = new Settings(after).settings;
        Set<String> keys = new TreeSet<>(old.keySet());
        keys.addAll(fresh.keySet());
        List<Change> changes = new ArrayList<>();
        for (String key : keys) {
            Setting was = old.get(key);
            Setting is = fresh.get(key);
            if (!Objects.equals(was, is)) {
                changes.add(Change.of(key, was == null ? null : was.shown, is == null ? null : is.shown));
            }
        }
        return changes;
    }

    /** Returns which listeners are others. */
    static List<Change> listeners(Declaration before, Declaration after) {
        Set<String> names = new TreeSet<>(before.listeners().keySet());
        names.addAll(after.listeners().keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            String was = Objects.toString(before.listeners().get(name), null);
            String is = Objects.toString(after.listeners().get(name), null);
            if (!Objects.equals(was, is)) {
                changes.add(Change.of(name, was, is));
            }
        }
        return changes;
    }

    private void addLaunch(Launch launch) {
        add("java.home", launch.javaHome());
        add("java.version", launch.javaVersion());
        addWords("java.options", launch.options());
        addWords("java.args", launch.args());
        addWords("command", launch.command());
        add("cwd", launch.cwd());
        launch.env().forEach((name, value) -> settings.put("env." + name, new Setting(value, HIDDEN)));
    }

    private void addHook(@Nullable BeforeStart hook) {
        if (hook != null) {
            String key = "hooks." + BeforeStart.NAME;
            // As a list, so that two words are not the same as one with a space.
            settings.put(
                    key, new Setting(hook.command().toString(), String.join(" ", DiscreetWords.of(hook.command()))));
            add(key + ".timeout", hook.timeout());
        }
    }

    private void addReady(Declaration declaration) {
        ReadyCheck ready = declaration.ready();
        add("ready.timeout", ready.timeout());
        ReadyCheck.HttpProbe http = ready.http();
        if (http == null) {
            add(ready.notified() ? "ready.notify" : "ready.bound", true);
        } else {
            add("ready.http.path", http.path());
            add("ready.http.host", http.host());
            add("ready.http.status", http.status());
            add("ready.http.listener", http.listener());
            add("ready.http.address", http.address());
        }
        Warmup warmup = declaration.startUp().warmup();
        add("ready.warmup.requests", warmup == null ? null : warmup.requests());
        if (warmup != null && warmup.recorded()) {
            add("ready.warmup.paths", "recorded");
        }
        add("ready.warmup.paths", warmup == null || warmup.paths().isEmpty() ? null : warmup.paths());
    }

    private static String orOff(Duration duration) {
        return duration.isZero() ? "off" : Durations.format(duration);
    }

    private void add(String key, @Nullable Object value) {
        if (value != null) {
            String text = value instanceof Duration duration ? Durations.format(duration) : value.toString();
            settings.put(key, new Setting(text, DiscreetWords.of(text)));
        }
    }

    private void addWords(String key, List<String> words) {
        if (!words.isEmpty()) {
            // As a list, so that two words are not the same as one with a space.
            settings.put(
                    key,
                    new Setting(
                            words.toString(),
                            DiscreetWords.of(words).stream()
                                    .map(Settings::shown)
                                    .collect(Collectors.joining(" "))));
        }
    }

    /** What an option of the JVM itself is set to is no secret. */
    private static String shown(String word) {
        int at = word.indexOf('=');
        return at < 0 || word.startsWith("-XX:") ? word : word.substring(0, at + 1) + "...";
    }
}
