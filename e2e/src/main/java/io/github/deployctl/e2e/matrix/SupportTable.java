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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The documents' tables of servers, made from the report of {@code e2e/bench adoption --json}. A server has a mark on a JDK when it is supported there in every
 * mode and the report saw no flaw in any of them.
 */
public final class SupportTable {
    /** With the beginnings of the names that are wanted, with | between; without them all are. */
    private static final Pattern TABLE = Pattern.compile(
            "(?<begin><!-- servers(?: of (?<names>[^:]+))?: made by e2e/support-table, not by hand -->\n).*?(?<end><!-- servers end -->)",
            Pattern.DOTALL);

    private static final List<Integer> JDKS = List.of(17, 25);

    private SupportTable() {}

    /** Returns {@code document} with each table between two markers replaced by what {@code report} gives. */
    public static String put(String document, String report) {
        Matcher table = TABLE.matcher(document);
        if (!table.find()) {
            throw new IllegalArgumentException("the markers are missing: " + TABLE);
        }
        return table.replaceAll(found -> {
            String names = found.group(2);
            return Matcher.quoteReplacement(found.group(1)
                    + of(report, names == null ? List.of("") : List.of(names.split("\\|")))
                    + found.group(3));
        });
    }

    /** Tells whether there is a table in {@code document}. */
    public static boolean isIn(String document) {
        return TABLE.matcher(document).find();
    }

    /** Returns the table, in Markdown. */
    static String of(String report) {
        return of(report, List.of(""));
    }

    private static String of(String report, List<String> names) {
        Map<String, Map<Integer, List<CellReport>>> servers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (CellReport cell : cells(report)) {
            if (names.stream().noneMatch(cell.server()::startsWith)) {
                continue;
            }
            servers.computeIfAbsent(cell.server() + " | " + cell.version(), each -> new LinkedHashMap<>())
                    .computeIfAbsent(cell.jdk(), each -> new ArrayList<>())
                    .add(cell);
        }
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("the report has no server of the names " + names);
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
