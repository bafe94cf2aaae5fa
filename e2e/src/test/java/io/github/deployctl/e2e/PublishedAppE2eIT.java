package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.e2e.kit.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Zipkin's server, a Spring Boot app, in two releases as its authors have published them: jars with a shell script before the archive. */
class PublishedAppE2eIT extends E2eHost {
    private static final Path OLD = published("2.19.2");
    private static final Path NEW = published("2.20.2");

    /** By what unzip lists of the two, read by a person; what is in both is not here. */
    private static final String CHANGED = """
            ~ armeria 0.95.0 0.98.4
            ~ armeria-brave 0.95.0 0.98.4
            ~ armeria-grpc-protocol 0.95.0 0.98.4
            ~ armeria-spring-boot-autoconfigure 0.95.0 0.98.4
            ~ brave 5.8.0 5.10.1
            ~ brave-context-slf4j 5.8.0 5.10.1
            ~ brave-instrumentation-http 5.8.0 5.10.1
            ~ jackson-annotations 2.10.0 2.10.3
            ~ jackson-core 2.10.0 2.10.3
            ~ jackson-databind 2.7.9.3 2.10.3
            + javax.activation-api 1.2.0
            ~ jul-to-slf4j 1.7.28 1.7.30
            ~ micrometer-core 1.3.0 1.3.5
            ~ micrometer-registry-prometheus 1.3.0 1.3.5
            ~ netty-buffer 4.1.43.Final 4.1.46.Final
            ~ netty-codec 4.1.43.Final 4.1.46.Final
            ~ netty-codec-dns 4.1.43.Final 4.1.46.Final
            ~ netty-codec-http 4.1.43.Final 4.1.46.Final
            ~ netty-codec-http2 4.1.43.Final 4.1.46.Final
            ~ netty-common 4.1.43.Final 4.1.46.Final
            ~ netty-handler 4.1.43.Final 4.1.46.Final
            ~ netty-resolver 4.1.43.Final 4.1.46.Final
            ~ netty-resolver-dns 4.1.43.Final 4.1.46.Final
            ~ netty-transport 4.1.43.Final 4.1.46.Final
            ~ netty-transport-native-epoll 4.1.43.Final-linux-x86_64 4.1.46.Final-linux-x86_64
            ~ netty-transport-native-unix-common 4.1.43.Final 4.1.46.Final
            + netty-transport-native-unix-common 4.1.46.Final-linux-x86_64
            ~ slf4j-api 1.7.28 1.7.30
            ~ slf4j-simple 1.7.28 1.7.30
            ~ spring-aop 5.2.0.RELEASE 5.2.4.RELEASE
            ~ spring-beans 5.2.0.RELEASE 5.2.4.RELEASE
            ~ spring-boot 2.2.0.RELEASE 2.2.5.RELEASE
            ~ spring-boot-autoconfigure 2.2.0.RELEASE 2.2.5.RELEASE
            ~ spring-boot-starter 2.2.0.RELEASE 2.2.5.RELEASE
            ~ spring-context 5.2.0.RELEASE 5.2.4.RELEASE
            ~ spring-core 5.2.0.RELEASE 5.2.4.RELEASE
            ~ spring-expression 5.2.0.RELEASE 5.2.4.RELEASE
            ~ spring-jcl 5.2.0.RELEASE 5.2.4.RELEASE
            ~ zipkin 2.19.2 2.20.2
            ~ zipkin-collector 2.19.2 2.20.2
            ~ zipkin-collector-scribe 2.19.2 2.20.2
            ~ zipkin-lens 2.19.2 2.20.2
            ~ zipkin-reporter 2.10.3 2.12.1
            ~ zipkin-storage-elasticsearch 2.19.2 2.20.2
            """;

    private static final int UNCHANGED = 9;

    private static Path published(String version) {
        return Path.of(System.getProperty("deployctl.published"), "zipkin-server-" + version + "-slim.jar");
    }

    @Test
    void aPlanNamesExactlyTheLibrariesThatAreOthers() throws Exception {
        site.declare("java: {options: [" + ShopJars.OPTIONS + "]}\n"
                + "env: {QUERY_PORT: \"" + site.port() + "\"}\n"
                + "ready: {http: /health, timeout: 90s}");
        Outcome first = site.pushQuickly(OLD);
        assertThat(first.exit()).as(first.all()).isZero();

        Outcome plan = site.deployctl("plan", "--artifact", NEW.toString(), "--json", "--detailed-exitcode");

        assertThat(plan.exit()).as(plan.all()).isEqualTo(30);
        JsonObject host = host(plan);
        JsonObject dependencies = host.getAsJsonObject("dependencies");
        assertThat(lines(dependencies))
                .containsExactlyElementsOf(CHANGED.lines().toList());
        assertThat(dependencies.get("unchanged").getAsInt()).isEqualTo(UNCHANGED);
        Outcome told = site.quickly("plan", "--artifact", NEW.toString());
        assertThat(told.out())
                .contains("dependencies  2 added, 42 upgraded; 9 stay\n")
                .containsPattern("\n +~ jackson-databind +2\\.7\\.9\\.3 -> 2\\.10\\.3\n")
                .containsPattern("\n +\\+ javax\\.activation-api +1\\.2\\.0\n");
        assertThat(site.quickly("plan", "--artifact", OLD.toString()).out()).endsWith("Nothing to do.\n");
    }

    private static List<String> lines(JsonObject dependencies) {
        List<String> lines = new ArrayList<>();
        for (JsonElement each : dependencies.getAsJsonArray("changes")) {
            JsonObject change = each.getAsJsonObject();
            String kind = change.get("kind").getAsString();
            StringBuilder line = new StringBuilder(
                    switch (kind) {
                        case "ADDED" -> "+";
                        case "REMOVED" -> "-";
                        case "UPGRADED" -> "~";
                        default -> kind;
                    });
            line.append(' ').append(change.get("name").getAsString());
            for (String member : List.of("before", "after")) {
                if (change.has(member)) {
                    line.append(' ').append(change.get(member).getAsString());
                }
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static JsonObject host(Outcome document) {
        return JsonParser.parseString(document.out())
                .getAsJsonObject()
                .getAsJsonArray("hosts")
                .get(0)
                .getAsJsonObject();
    }
}
