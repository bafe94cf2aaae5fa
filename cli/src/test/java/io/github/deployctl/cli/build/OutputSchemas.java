package io.github.deployctl.cli.build;

import io.github.deployctl.cli.demo.DemoReport;
import io.github.deployctl.cli.doctor.DoctorDocument;
import io.github.deployctl.cli.init.InitDocument;
import io.github.deployctl.cli.plan.PlanDocument;
import io.github.deployctl.cli.report.AnswersDocument;
import io.github.deployctl.cli.report.EventDocument;
import io.github.deployctl.cli.report.FailureDocument;
import io.github.deployctl.cli.report.FindingsDocument;
import io.github.deployctl.cli.report.LogsDocument;
import io.github.deployctl.cli.report.Report;
import io.github.deployctl.cli.report.RolloutDocument;
import io.github.deployctl.cli.report.RunDocument;
import io.github.deployctl.cli.report.SettingsDocument;
import io.github.deployctl.cli.report.SetupDocument;
import io.github.deployctl.cli.report.WatchDocument;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.SecretsChanged;
import io.github.deployctl.common.protocol.SecretsReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JSON schemas (draft 2020-12) of what is printed for programs, made of the records that are printed: a file for each verb, and one for events. */
public final class OutputSchemas {
    /** The file of the events. */
    public static final String EVENTS = "events";
    /** The file of what {@code --report} keeps. */
    public static final String REPORT = "report";

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final String DETAILS = "details";
    private static final String EVENT = "event";

    /** What a verb prints that has begun, by the verb. A verb that is new is added here. */
    private static final Map<String, List<Printed>> VERBS = verbs();

    private OutputSchemas() {}

    /**
     * One kind of document.
     *
     * @param answer of each host, where that depends on the verb
     */
    private record Printed(Class<?> document, @Nullable Class<?> answer) {
        static Printed of(Class<?> document) {
            return new Printed(document, null);
        }

        static Printed asking(Class<?> answer) {
            return new Printed(AnswersDocument.class, answer);
        }
    }

    private static Map<String, List<Printed>> verbs() {
        Map<String, List<Printed>> verbs = new TreeMap<>();
        for (String verb : List.of(
                "rollback",
                "confirm",
                "restart",
                "start",
                "stop",
                "lock acquire",
                "maintenance on",
                "maintenance off")) {
            verbs.put(verb, List.of(Printed.of(RolloutDocument.class)));
        }
        verbs.put("push", List.of(Printed.of(RolloutDocument.class), Printed.of(PlanDocument.class)));
        verbs.put("plan", List.of(Printed.of(PlanDocument.class)));
        verbs.put("status", List.of(Printed.asking(Reply.StatusReport.class), Printed.of(WatchDocument.class)));
        verbs.put("history", List.of(Printed.asking(Reply.HistoryReport.class)));
        verbs.put("history show", List.of(Printed.asking(Reply.HistoryReport.class)));
        verbs.put("prune", List.of(Printed.asking(Reply.Pruned.class)));
        verbs.put("lock status", List.of(Printed.asking(Reply.LockReport.class)));
        verbs.put("lock release", List.of(Printed.asking(Reply.Released.class)));
        verbs.put("agent status", List.of(Printed.asking(Reply.AgentReport.class)));
        verbs.put("agent upgrade", List.of(Printed.asking(Reply.AgentReport.class)));
        verbs.put("logs", List.of(Printed.of(LogsDocument.class), Printed.of(LogsDocument.HostLine.class)));
        verbs.put("run", List.of(Printed.of(RunDocument.class)));
        verbs.put("setup", List.of(Printed.of(SetupDocument.class)));
        verbs.put("config show", List.of(Printed.of(SettingsDocument.class)));
        verbs.put("config validate", List.of(Printed.of(FindingsDocument.class)));
        verbs.put("env set", List.of(Printed.asking(SecretsChanged.class)));
        verbs.put("env unset", List.of(Printed.asking(SecretsChanged.class)));
        verbs.put("env list", List.of(Printed.asking(SecretsReport.class)));
        verbs.put("init", List.of(Printed.of(InitDocument.class)));
        verbs.put("doctor", List.of(Printed.of(DoctorDocument.class)));
        verbs.put("demo", List.of(Printed.of(DemoReport.class)));
        return verbs;
    }

    /** Returns the details of each event, by its name; of {@code result} it is a document. */
    private static Map<String, Class<?>> events() {
        Map<String, Class<?>> events = new TreeMap<>();
        Stream.of(Event.class.getPermittedSubclasses()).forEach(type -> events.put(EventDocument.nameOf(type), type));
        // It never leaves the client.
        events.remove("described");
        events.put("doing", EventDocument.Words.class);
        events.put("said", EventDocument.Words.class);
        events.put("sending", EventDocument.Sending.class);
        events.put("finished", RolloutDocument.Host.class);
        events.put("printed", EventDocument.Printed.class);
        events.put("ended", RunDocument.Host.class);
        events.put("logged", LogsDocument.Line.class);
        events.put("status", Reply.StatusReport.class);
        events.put("lost", Failure.class);
        return events;
    }

    /** Returns the name of the file, without its ending, that describes what {@code verb} prints; or nothing where it prints no JSON. */
    public static Optional<String> fileOf(String verb) {
        return VERBS.containsKey(verb) ? Optional.of(verb.replace(' ', '-')) : Optional.empty();
    }

    /** Returns the text of each file by its name, without its ending. */
    public static Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        VERBS.forEach((verb, printed) -> all.put(verb.replace(' ', '-'), Json.writePretty(ofVerb(verb, printed))));
        all.put(EVENTS, Json.writePretty(ofEvents()));
        all.put(REPORT, Json.writePretty(ofReport()));
        return all;
    }

    private static RecordSchema records() {
        return new RecordSchema(new RecordText(List.of(Path.of("src/main/java"), Path.of("../common/src/main/java"))));
    }

    private static Map<String, Object> titled(String title) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DIALECT);
        schema.put("title", title);
        return schema;
    }

    private static Map<String, Object> ofVerb(String verb, List<Printed> printed) {
        RecordSchema records = records();
        List<Object> kinds = new ArrayList<>();
        printed.forEach(kind -> kinds.add(document(records, verb, kind)));
        kinds.add(document(records, verb, Printed.of(FailureDocument.class)));
        Map<String, Object> schema = titled("deployctl " + verb + " --json");
        schema.put("anyOf", kinds);
        schema.put("$defs", records.definitions());
        return schema;
    }

    private static Map<String, Object> document(RecordSchema records, String verb, Printed kind) {
        Map<String, Object> instead = new LinkedHashMap<>();
        instead.put("schema", Map.of("const", 1));
        instead.put("command", Map.of("const", verb));
        if (kind.document() == FailureDocument.class) {
            Map<String, Object> none = new LinkedHashMap<>();
            none.put("type", "array");
            none.put("maxItems", 0);
            instead.put("hosts", none);
        }
        Class<?> answer = kind.answer();
        if (answer != null) {
            Map<String, Object> host =
                    records.object(AnswersDocument.Host.class, Map.of("answer", records.reference(answer)));
            Map<String, Object> hosts = new LinkedHashMap<>();
            hosts.put("type", "array");
            hosts.put("items", host);
            instead.put("hosts", hosts);
        }
        return records.object(kind.document(), instead);
    }

    private static Map<String, Object> ofEvents() {
        RecordSchema records = records();
        List<Object> kinds = new ArrayList<>();
        events().forEach((name, details) -> kinds.add(event(records, name, records.reference(details))));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("type", "object");
        result.put("description", "what the verb prints with --json, by the schema of the verb");
        kinds.add(event(records, "result", result));
        Map<String, Object> schema = titled("a line of deployctl VERB --output jsonl");
        schema.put("oneOf", kinds);
        schema.put("$defs", records.definitions());
        return schema;
    }

    private static Map<String, Object> event(RecordSchema records, String name, Map<String, Object> details) {
        Map<String, Object> instead = new LinkedHashMap<>();
        instead.put("schema", Map.of("const", EventDocument.SCHEMA));
        instead.put(EVENT, Map.of("const", name));
        instead.put(DETAILS, details);
        return records.object(EventDocument.class, instead);
    }

    private static Map<String, Object> ofReport() {
        RecordSchema records = records();
        Map<String, Object> schema = titled("what --report FILE keeps");
        schema.putAll(records.object(Report.class, Map.of("schema", Map.of("const", 1))));
        schema.put("$defs", records.definitions());
        return schema;
    }
}
