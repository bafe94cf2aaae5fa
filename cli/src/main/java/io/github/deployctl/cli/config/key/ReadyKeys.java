package io.github.deployctl.cli.config.key;

import io.github.deployctl.cli.config.key.Key.Absent;
import java.util.List;
import java.util.Map;

/** {@code ready} and all below it. */
final class ReadyKeys {
    private ReadyKeys() {}

    static List<Key> list(String path, String range) {
        Form requestPath = Forms.text("path", range, path);
        return List.of(
                new Key(
                        "ready",
                        Forms.GROUP,
                        Absent.means("GET / answers 2xx or 3xx within a minute"),
                        "When a candidate counts as ready. Until then no user reaches it.",
                        "{http: /actuator/health, timeout: 60s}"),
                new Key(
                        "ready.http",
                        Forms.either(requestPath, Forms.GROUP),
                        Absent.is("/"),
                        "The path that must be answered 2xx or 3xx, on a listener that only the candidate answers. Not with `ready.bound` or `ready.notify`.",
                        "/actuator/health"),
                new Key("ready.http.path", requestPath, Absent.is("/"), "The path, with its query.", "/health?full=1"),
                new Key(
                        "ready.http.host",
                        Forms.text("host name", "", "[A-Za-z0-9._:\\[\\]-]{1,255}"),
                        Absent.means("localhost"),
                        "The Host header.",
                        "shop.example.com"),
                new Key(
                        "ready.http.status",
                        new Form.Scalar(
                                "status or range",
                                "100 to 599",
                                Map.of(
                                        "anyOf",
                                        List.of(
                                                Map.of("type", "integer", "minimum", 100, "maximum", 599),
                                                Map.of(
                                                        "type",
                                                        "string",
                                                        "pattern",
                                                        "^[1-5][0-9]{2}(-[1-5][0-9]{2})?$")))),
                        Absent.is("200-399"),
                        "Which answers count.",
                        "200-204"),
                new Key(
                        "ready.http.listener",
                        Forms.text("name", "one of `listeners`", "[a-z][a-z0-9-]{0,30}"),
                        Absent.means("the first of listeners"),
                        "Which listener is asked. Not with `address`.",
                        "http"),
                new Key(
                        "ready.http.address",
                        Forms.probe(),
                        Absent.means("a private listener of the agent"),
                        "Where an app with `handover: inherit` answers instead. The port that the agent has chosen is in `DEPLOYCTL_READY_PORT`.",
                        "\"127.0.0.1:0\""),
                new Key(
                        "ready.bound",
                        Forms.bool(true),
                        Absent.means("asked by HTTP"),
                        "Ask nothing: ready once every listener is bound.",
                        "true"),
                new Key(
                        "ready.notify",
                        Forms.bool(true),
                        Absent.means("asked by HTTP"),
                        "Ask nothing: the app says `READY=1` on `NOTIFY_SOCKET`, sd_notify(3).",
                        "true"),
                new Key(
                        "ready.timeout",
                        Forms.durationAboveZero(),
                        Absent.is("1m"),
                        "From the launch to ready. A candidate that is later is ended, and the one before it goes on.",
                        "90s"),
                new Key(
                        "ready.warmup",
                        Forms.either(Forms.whole(1, 100_000), Forms.GROUP),
                        Absent.means("none"),
                        "So many requests are made to the candidate before any user reaches it. What they are answered is not looked at.",
                        "100"),
                new Key("ready.warmup.requests", Forms.whole(1, 100_000), Absent.is("200"), "How many in all.", "500"),
                new Key(
                        "ready.warmup.paths",
                        Forms.either(Forms.list(requestPath), Forms.word("recorded")),
                        Absent.means("the path of ready.http"),
                        "What is asked, in turn; at most 100 paths. With `recorded`: the up to 20 paths, without their queries, that users asked the live generation for most by GET over plain HTTP/1.1 and that it answered 2xx or 304, counted inside the app's process from the next start on. What was asked for fewer than 5 times or looks like a secret (a long name with digits, `;` or `@`) is not kept; until something is recorded, the path of `ready.http` is asked.",
                        "[/, /search]"));
    }
}
