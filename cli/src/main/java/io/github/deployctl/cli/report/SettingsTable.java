package io.github.deployctl.cli.report;

import io.github.deployctl.cli.config.Setting;
import io.github.deployctl.cli.text.Columns;
import io.github.deployctl.common.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What counts, a line a key. */
public final class SettingsTable {
    private SettingsTable() {}

    public static List<String> of(List<Setting> settings) {
        List<List<String>> rows = new ArrayList<>();
        settings.forEach(setting -> rows.add(List.of(
                setting.key(), text(setting.value()), setting.place().isEmpty() ? "default" : setting.place())));
        return Columns.of(rows);
    }

    /** As YAML would take it where that is plain; to be looked at, not to be read back. */
    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(SettingsTable::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        String text = Visible.of(String.valueOf(value));
        return text.isEmpty() ? "\"\"" : text;
    }
}
