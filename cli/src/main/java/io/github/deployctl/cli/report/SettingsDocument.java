package io.github.deployctl.cli.report;

import io.github.deployctl.cli.config.Setting;
import java.util.List;
import java.util.Locale;

/** The JSON document of {@code config show}. */
public record SettingsDocument(int schema, String command, String outcome, int exitCode, List<Entry> settings) {
    public SettingsDocument {
        settings = List.copyOf(settings);
    }

    /**
     * One key.
     *
     * @param value a string, or an array or object of them
     * @param source flag, environment, project-file, user-file or default
     */
    public record Entry(String key, Object value, String source, String place) {}

    public static SettingsDocument of(List<Setting> settings) {
        return new SettingsDocument(
                RolloutDocument.SCHEMA,
                "config show",
                "done",
                0,
                settings.stream()
                        .map(setting ->
                                new Entry(setting.key(), setting.value(), source(setting.source()), setting.place()))
                        .toList());
    }

    private static String source(Setting.Source source) {
        return source.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
