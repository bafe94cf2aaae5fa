package io.github.deployctl.cli.config.key;

import io.github.deployctl.cli.config.key.Key.Absent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every key of {@code deployctl.yml}, in the order in which it is told of them. */
public final class Keys {
    private static final String PATH = "/[\\x21-\\x7e]{0,1000}";
    private static final String PATH_RANGE = "begins with /, no space";
    private static final String NAME = "[a-z][a-z0-9-]{0,30}";
    private static final Form HOST = Forms.text(
            "host",
            "[user@]host[:port]; an IPv6 address stands in brackets",
            "([^@\\s]+@)?(\\[[0-9A-Fa-f:.]+\\]|[^\\s:@\\[\\]]+)(:[0-9]{1,5})?");

    /** By its full name. */
    private static final Map<String, Key> ALL = all();

    private Keys() {}

    public static List<Key> list() {
        return List.copyOf(ALL.values());
    }

    public static Optional<Key> named(String path) {
        return Optional.ofNullable(ALL.get(path));
    }

    /** Returns the keys that stand in {@code section}, empty for the file itself. */
    public static List<Key> in(String section) {
        return ALL.values().stream()
                .filter(key -> key.section().equals(section))
                .toList();
    }

    /** Returns how the keys in {@code section} are written. */
    public static Set<String> namesIn(String section) {
        Set<String> names = new LinkedHashSet<>();
        ALL.values().forEach(key -> {
            if (key.section().equals(section)) {
                names.add(key.name());
            }
        });
        return names;
    }

    private static Map<String, Key> all() {
        List<Key> keys = new ArrayList<>();
        what(keys);
        launch(keys);
        keys.addAll(ReadyKeys.list(PATH, PATH_RANGE));
        after(keys);
        around(keys);
        Map<String, Key> all = new LinkedHashMap<>();
        keys.forEach(key -> all.put(key.path(), key));
        return all;
    }

    private static void what(List<Key> keys) {
        keys.add(new Key(
                "app",
                Forms.text("name", "a lower-case letter, then at most 30 of a-z, 0-9 and -", NAME),
                Absent.REFUSED,
                "What the app is called on every host. It names its user, its unit and its folders there, so another name is another app.",
                "shop"));
        keys.add(new Key(
                "artifact",
                Forms.text("path", "relative to this file's folder", "(.|\\n)*\\S(.|\\n)*"),
                Absent.REFUSED,
                "The file that is sent: an executable jar, or with `command` any file.",
                "target/shop.jar"));
        keys.add(new Key(
                "hosts",
                Forms.either(
                        Forms.listOfSome(HOST),
                        Forms.table(
                                "[A-Za-z0-9][A-Za-z0-9_.-]{0,62}",
                                Forms.listOfSome(HOST),
                                "a group's name: letters, digits, dots, hyphens, underscores")),
                Absent.means("hosts are named on the command line"),
                "Where the app runs: a list, or groups of lists. A verb without a host goes to all of them, with a group's name to that group.",
                "{web: [web1.example.com, \"deploy@web2.example.com:2222\"]}"));
        keys.add(new Key(
                "listeners",
                Forms.table(
                        NAME,
                        Forms.listener(),
                        "1 to 32; a name: a lower-case letter, then at most 30 of a-z, 0-9 and -; no port twice",
                        32),
                Absent.REFUSED,
                "The addresses that the app listens on, each with a name. The agent opens them once and keeps them while the app is deployed. Every fixed port of the app is named here.",
                "{http: 8080}"));
        keys.add(new Key(
                "handover",
                Forms.word("adopt", "inherit", "restart"),
                Absent.is("adopt"),
                "How a release takes the place of the one before it. `adopt`: the adopter gives any JVM the sockets. `inherit`: the app accepts on sockets that it is given, JVM or not. `restart`: the old process ends before the new one starts, and connections wait.",
                "restart"));
    }

    private static void launch(List<Key> keys) {
        keys.add(new Key(
                "command",
                Forms.listOfSome(Forms.any("text")),
                Absent.means("java with java.options, -jar, the artifact and java.args"),
                "The program and its arguments, instead of `java -jar`. `{artifact}` stands for the artifact's path on the host. Not with `java.options` or `java.args`.",
                "[sh, -c, \"exec java -jar {artifact}\"]"));
        keys.add(new Key(
                "java",
                Forms.GROUP,
                Absent.means("the host's Java, without options"),
                "The JVM that runs the app.",
                "{options: [-Xmx512m]}"));
        keys.add(new Key(
                "java.home",
                Forms.text("path", "absolute, on the host", "/(.|\\n)*"),
                Absent.means("the host's own: JAVA_HOME, else java on the PATH"),
                "The folder of the JDK or JRE.",
                "/opt/java"));
        keys.add(new Key(
                "java.options",
                Forms.list(Forms.any("text")),
                Absent.is("[]"),
                "For the JVM, before `-jar`.",
                "[-Xmx512m]"));
        keys.add(new Key(
                "java.args",
                Forms.list(Forms.any("text")),
                Absent.is("[]"),
                "For the app, after the jar.",
                "[--spring.profiles.active=prod]"));
        keys.add(new Key(
                "java.version",
                new Form.Scalar(
                        "release",
                        "21 for exactly that one, \">=17\" for that one and later",
                        Map.of(
                                "anyOf",
                                List.of(
                                        Map.of("type", "integer", "minimum", 0, "maximum", 999),
                                        Map.of("type", "string", "pattern", "^\\s*(>=)?\\s*[0-9]{1,3}\\s*$")))),
                Absent.means("any"),
                "The feature releases of Java that the app accepts. A host with another refuses the push before anything starts.",
                "\">=17\""));
        keys.add(new Key(
                "java.archive",
                Forms.word("on", "off"),
                Absent.is("on"),
                "Whether the host keeps an archive of the release's classes, from which its next process starts sooner.",
                "off"));
        keys.add(new Key(
                "cwd",
                Forms.text(
                        "path",
                        "relative, of letters, digits, dots, hyphens and underscores",
                        "(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*"),
                Absent.is("work"),
                "The app's working folder, under its state folder on the host. It is kept between releases.",
                "work"));
        keys.add(new Key(
                "env",
                Forms.table("[A-Za-z_][A-Za-z0-9_]*", Forms.any("text"), "a name: letters, digits and underscores"),
                Absent.is("{}"),
                "Variables for the app. The host's `/etc/deployctl/APP.env` wins over them, and is where secrets belong.",
                "{TZ: UTC}"));
        keys.add(new Key(
                "start-priority",
                Forms.word("low", "normal"),
                Absent.is("low"),
                "What a candidate boots at while another serves. With `low` it takes of the processor what is left over.",
                "normal"));
    }

    private static void after(List<Key> keys) {
        timeout(
                keys,
                "drain",
                "30s",
                "What happens to the process that served before.",
                "For so long requests in flight on the old process may go on. Then they are cut.");
        timeout(keys, "stop", "10s", "How a process is ended.", "From SIGTERM to SIGKILL.");
        keys.add(new Key(
                "standby",
                Forms.either(
                        Forms.text(
                                "duration, off or frozen",
                                "500ms, 30s, 10m, 2h",
                                "(" + Forms.DURATION + "|off|frozen)"),
                        Forms.GROUP),
                Absent.is("10m"),
                "How long the old process is kept warm, so that a rollback is instant. `off` ends it at once, `frozen` keeps it from running until it is wanted. With `handover: inherit` and `restart` there is none.",
                "off"));
        keys.add(new Key("standby.time", Forms.duration(), Absent.is("10m"), "The same, beside `frozen`.", "1h"));
        keys.add(new Key(
                "standby.frozen",
                Forms.bool(true, false),
                Absent.is("false"),
                "Whether it is kept from running meanwhile: for an app with background jobs.",
                "true"));
        Form orOff = Forms.text("duration or off", "500ms, 30s, 10m, 2h", "(" + Forms.DURATION + "|off)");
        keys.add(new Key(
                "probation",
                orOff,
                Absent.is("1m"),
                "For so long after it has gone live, a release's end or a failed probe takes the traffic back to the one before.",
                "5m"));
        keys.add(new Key(
                "confirm",
                orOff,
                Absent.is("off"),
                "Within so long after it has gone live, the release must be confirmed by the push that made it or by `deployctl confirm`. Else it is taken back.",
                "30s"));
    }

    private static void timeout(List<Key> keys, String section, String otherwise, String purpose, String ofTimeout) {
        keys.add(new Key(section, Forms.GROUP, Absent.means("timeout: " + otherwise), purpose, "{timeout: 20s}"));
        keys.add(new Key(section + ".timeout", Forms.duration(), Absent.is(otherwise), ofTimeout, "20s"));
    }

    private static void around(List<Key> keys) {
        keys.addAll(CommandKeys.of(
                "verify",
                "1m",
                "Run on this machine when a host serves the new release. Its error exit takes the release back."));
        keys.add(new Key(
                "hooks",
                Forms.GROUP,
                Absent.means("none"),
                "Commands that are run around a push, on this machine or on the host: see `deployctl help hooks`.",
                "{before-push: ./migrate}"));
        keys.addAll(CommandKeys.of(
                "hooks.before-push",
                "10m",
                "Run once every host is locked and before any is changed. Its error exit ends the push."));
        keys.addAll(
                CommandKeys.of(
                        "hooks.before-start",
                        "10m",
                        "Run on the host, as the app's user and in its environment and folder, before the candidate of a push is started. Its error exit ends the push on that host. A rollback, a restart and a start after a crash do not run it."));
        keys.addAll(CommandKeys.of("hooks.after-push", "10m", "Run when every host serves what was pushed."));
        keys.addAll(CommandKeys.of("hooks.on-failure", "10m", "Run when a push has failed."));
        keys.add(new Key(
                "releases",
                Forms.GROUP,
                Absent.means("keep: 5"),
                "Which releases stay on a host. What is in use, and what a rollback goes to, stays whatever it says.",
                "{keep: 10}"));
        keys.add(new Key("releases.keep", Forms.whole(1, 1000), Absent.is("5"), "How many, the newest.", "10"));
        keys.add(new Key(
                "releases.max-size",
                Forms.size(),
                Absent.means("any"),
                "What all of them may take together. The oldest goes first.",
                "2GB"));
        keys.add(new Key(
                "socket",
                Forms.text("path", "absolute, at most 107 printable ASCII characters", "/[\\x21-\\x7e]{1,106}"),
                Absent.is("/run/deployctl/APP/agent.sock"),
                "The agent's socket on every host, when it is not where its unit puts it.",
                "/run/shop/agent.sock"));
    }
}
