package io.github.deployctl.e2e.matrix;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The README's table of servers, made from the report of {@code e2e/bench adoption --json}. A server has a mark on a JDK when it is supported there in every mode
 * and the report saw no flaw in any of them.
 */
public final class SupportTable {
    private static final String BEGIN = "<!-- servers: made by e2e/support-table, not by hand -->";
    private static final String END = "<!-- servers end -->";
    private static final List<Integer> JDKS = List.of(17, 25);

    private SupportTable() {}

    /** Returns {@code readme} with the table between its two markers replaced by what {@code report} gives. */
    public static String put(String readme, String report) {
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the markers are missing: " + BEGIN + " and " + END);
        }
        return readme.substring(0, begin + BEGIN.length()) + "\n" + of(report) + readme.substring(end);
    }

    /** Returns the table, in Markdown. */
    static String of(String report) {
        Map<String, Map<Integer, List<CellReport>>> servers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (CellReport cell : cells(report)) {
            servers.computeIfAbsent(cell.server() + " | " + cell.version(), each -> new LinkedHashMap<>())
                    .computeIfAbsent(cell.jdk(), each -> new ArrayList<>())
                    .add(cell);
        }
        StringBuilder table = new StringBuilder("| Server | Version | JDK 17 | JDK 25 |\n| --- | --- | --- | --- |\n");
        servers.forEach((server, byJdk) -> {
            table.append("| ").append(server).append(" |");
            JDKS.forEach(jdk -> table.append(' ')
                    .append(mark(byJdk.getOrDefault(jdk, List.of())))
                    .append(" |"));
            table.append('\n');
        });
        return table.toString();
    }

    private static String mark(List<CellReport> modes) {
        if (modes.isEmpty()) {
            return "-";
        }
        for (CellReport mode : modes) {
            if (mode.unsupported() != null) {
                return "no: " + mode.unsupported();
            }
        }
        return modes.stream().allMatch(CellReport::isFlawless) ? "yes" : "no: requests were lost";
    }

    private static List<CellReport> cells(String report) {
        JsonObject document = JsonParser.parseString(report).getAsJsonObject();
        Gson gson = new Gson();
        List<CellReport> cells = new ArrayList<>();
        for (JsonElement cell : document.getAsJsonArray("cells")) {
            cells.add(gson.fromJson(cell, CellReport.class));
        }
        return cells;
    }
}
