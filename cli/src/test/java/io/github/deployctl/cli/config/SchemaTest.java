package io.github.deployctl.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.deployctl.cli.config.key.JsonSchema;
import io.github.deployctl.cli.config.key.Key;
import io.github.deployctl.cli.config.key.Keys;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.json.Json;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An editor that has the schema says of a file what the reader says. */
final class SchemaTest {
    private static final String SMALLEST = "app: shop\nartifact: target/shop.jar\nlisteners: {http: 8080}\n";
    private static final Gson WITH_NULLS = new GsonBuilder().serializeNulls().create();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(Json.write(JsonSchema.document()), InputFormat.JSON);

    private static boolean isTaken(String text) {
        try {
            DeployFileReader.check(text, Path.of("/project/deployctl.yml"), "deployctl.yml");
            return true;
        } catch (FailureException e) {
            return false;
        }
    }

    private static boolean isValid(String text) {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(text);
        // A key without a value is one that says null, not one that is absent.
        return SCHEMA.validate(WITH_NULLS.toJson(document), InputFormat.JSON).isEmpty();
    }

    static Stream<Key> keys() {
        return Keys.list().stream();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aValueOfTheWrongKindIsWrongForBoth(Key key) {
        assertThat(isTaken(KeyTexts.with(key, key.example()))).isTrue();
        assertThat(isValid(KeyTexts.with(key, key.example()))).isTrue();
        for (String wrong : new String[] {"[[]]", "{?: ?}", "\"\"", "~"}) {
            String text = KeyTexts.with(key, wrong);
            boolean isOk = isTaken(text);
            assertThat(isValid(text)).as(text).isEqualTo(isOk);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hosts: [web1, deploy@web2.example.com:2222, \"[::1]:22\"]",
                "hosts: {web: [web1], a.b: [web2]}",
                "handover: restart",
                "handover: inherit\nready: {notify: true}",
                "handover: inherit\nready: {http: {path: /up, address: \"127.0.0.1:0\"}}",
                "command: [sh, -c, 'exec java -jar {artifact}', 8080, true]",
                "command: [sh]\njava: {home: /opt/java, options: []}",
                "java: {version: 21}",
                "java: {version: \">= 17\"}",
                "java: {options: [], args: [a, 1, 1.5, true, \"\"]}",
                "env: {A: 1, B: 1.10, C: true, D: \"\"}",
                "ready: {http: /up, timeout: 2m, warmup: 100}",
                "ready: {warmup: {paths: recorded}}",
                "ready: {http: {status: 204, listener: http}}",
                "ready: {http: {status: 200-299}}",
                "ready: {bound: \"true\"}",
                "standby: frozen",
                "standby: {frozen: \"true\", time: 0s}",
                "standby: off\nprobation: off\nconfirm: off",
                "verify: ./check",
                "verify: [./check, 1]",
                "verify: {command: ./check, timeout: 5s}",
                "hooks: {before-push: ./a, on-failure: {command: [./b]}}",
                "releases: {keep: 1000, max-size: 1kB}",
                "start-priority: normal",
                "java: {archive: off}",
                "cwd: a/b.c"
            })
    void whatIsRightIsRightForBoth(String more) {
        assertThat(isTaken(SMALLEST + more)).isTrue();
        assertThat(isValid(SMALLEST + more)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listner: 1",
                "drain: {time: 1s}",
                "drain: 30s",
                "drain: {timeout: 30}",
                "drain: {timeout: -1s}",
                "cwd: [a]",
                "cwd:",
                "cwd: ../etc",
                "cwd: a/../b",
                "java: {options: -Xmx1g}",
                "java: {args: [{a: 1}]}",
                "java: {home: jdk}",
                "java: {version: new}",
                "java: {archive: true}",
                "releases: {keep: few}",
                "releases: {keep: 0}",
                "releases: {keep: 1001}",
                "releases: {max-size: 2}",
                "releases: {max-size: 0GB}",
                "hosts: web1",
                "hosts: []",
                "hosts: {web: []}",
                "hosts: {\"we b\": [a]}",
                "hosts: [\"web1:x\"]",
                "hosts: [\"a b\"]",
                "handover: proxy",
                "ready: {http: health}",
                "ready: {http: \"/a b\"}",
                "ready: {http: {status: 99}}",
                "ready: {http: {status: 600}}",
                "ready: {http: {address: \"localhost:9001\"}}",
                "ready: {http: {listener: http, address: 9001}}",
                "ready: {bound: false}",
                "ready: {bound: true, http: /x}",
                "ready: {bound: true, notify: true}",
                "ready: {notify: true, http: /x}",
                "ready: {timeout: 0s}",
                "ready: {warmup: 0}",
                "ready: {warmup: {paths: recordd}}",
                "ready: {warmup: {requests: 5, paths: [a]}}",
                "standby: soon",
                "standby: {frozen: yes}",
                "probation: long",
                "confirm: 30",
                "start-priority: lowest",
                "command: run.sh",
                "command: []",
                "command: [sh]\njava: {options: [-Xmx1g]}",
                "command: [sh]\njava: {args: [a]}",
                "verify: []",
                "verify: {timeout: 5s}",
                "verify: {command: x, timeout: 0s}",
                "hooks: {pre-push: x}",
                "env: {\"A B\": 1}",
                "env: [A]",
                "socket: agent.sock"
            })
    void whatIsWrongIsWrongForBoth(String more) {
        assertThat(isTaken(SMALLEST + more)).isFalse();
        assertThat(isValid(SMALLEST + more)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app: Shop\nartifact: a\nlisteners: {http: 80}",
                "app: shop\nartifact: \" \"\nlisteners: {http: 80}",
                "app: shop\nartifact: a\nlisteners: {}",
                "app: shop\nartifact: a\nlisteners: {HTTP: 80}",
                "app: shop\nartifact: a\nlisteners: {http: 0}",
                "app: shop\nartifact: a\nlisteners: {http: 65536}",
                "app: shop\nartifact: a\nlisteners: {http: \"[::1]:65536\"}",
                "app: shop\nartifact: a\nlisteners: [80]",
                "app: shop\nartifact: a",
                "artifact: a\nlisteners: {http: 80}",
                "app: shop\nlisteners: {http: 80}"
            })
    void whatHasToBeThereIsAskedForByBoth(String text) {
        assertThat(isTaken(text)).isFalse();
        assertThat(isValid(text)).isFalse();
    }
}
