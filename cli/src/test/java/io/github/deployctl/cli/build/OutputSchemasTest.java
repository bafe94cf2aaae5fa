package io.github.deployctl.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.deployctl.cli.config.key.JsonSchema;
import io.github.deployctl.cli.fixture.Schemas;
import io.github.deployctl.common.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OutputSchemasTest {
    private static final String AGAIN =
            "docs/schema is not what the records say; to write it anew: mvn -pl cli -am test -Dtest=OutputSchemasTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Drewrite=true";

    @Test
    void theFilesSayWhatTheRecordsSay() throws Exception {
        Map<String, String> made = new TreeMap<>();
        OutputSchemas.all().forEach((name, text) -> made.put(name + ".json", text));
        made.put("deployctl.yml.json", Json.writePretty(JsonSchema.document()));
        made.put("config.yml.json", Json.writePretty(JsonSchema.ofUserFile()));
        if (Boolean.getBoolean("rewrite")) {
            for (Map.Entry<String, String> file : made.entrySet()) {
                Files.writeString(Schemas.FOLDER.resolve(file.getKey()), file.getValue());
            }
        }
        Map<String, String> there = new TreeMap<>();
        try (Stream<Path> files = Files.list(Schemas.FOLDER)) {
            for (Path file : files.toList()) {
                there.put(file.getFileName().toString(), Files.readString(file));
            }
        }

        assertThat(there).as(AGAIN).isEqualTo(made);
    }

    @Test
    void eachIsASchemaOfTheDialectThatItNames() {
        var dialect = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(dialect.validate("{\"type\":\"objekt\"}", InputFormat.JSON)).isNotEmpty();
        OutputSchemas.all()
                .forEach((name, text) -> assertThat(dialect.validate(text, InputFormat.JSON))
                        .as(name)
                        .isEmpty());
    }

    @Test
    void aMemberThatNoSchemaDescribesAndOneThatIsMissingAreWrong() {
        String right = "{\"schema\":1,\"at\":\"2026-05-17T10:20:30Z\",\"event\":\"note\",\"host\":\"web1\","
                + "\"details\":{\"text\":\"a\"}}";

        assertThat(faults(right)).isEmpty();
        assertThat(faults(right.replace("\"text\":\"a\"", "\"text\":\"a\",\"more\":1")))
                .isNotEmpty();
        assertThat(faults(right.replace("\"text\":\"a\"", ""))).isNotEmpty();
        assertThat(faults(right.replace("\"note\"", "\"unheard-of\""))).isNotEmpty();
        assertThat(faults(right.replace("\"a\"", "1"))).isNotEmpty();
    }

    @Test
    void whatIsSaidOfARecordInItsSourceIsSaidInItsSchema() {
        assertThat(JsonParser.parseString(OutputSchemas.all().get("run")).toString())
                .contains("ok, failed or skipped")
                .doesNotContain("{@");
    }

    private static List<String> faults(String event) {
        return Schemas.check(OutputSchemas.EVENTS, JsonParser.parseString(event));
    }
}
