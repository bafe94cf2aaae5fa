package io.github.deployctl.cli.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say can be typed, written and followed. */
final class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<Document> DOCUMENTS = documents();

    private static List<Document> documents() {
        try {
            return Document.all(ROOT);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Document of(String... lines) {
        return Document.of(Path.of("made-up.md"), String.join("\n", lines) + "\n");
    }

    @Test
    void everyLinkLeadsToSomethingThatIsThere() {
        assertThat(DOCUMENTS).hasSizeGreaterThan(5);
        assertThat(new Links(ROOT, DOCUMENTS).faults()).isEmpty();
    }

    @Test
    void everyDocumentIsReachedFromTheReadme() {
        List<Path> reached = new ArrayList<>(List.of(Path.of("README.md")));
        for (int i = 0; i < reached.size(); i++) {
            Path from = reached.get(i);
            Path folder = from.getParent() == null ? Path.of("") : from.getParent();
            String text = DOCUMENTS.stream()
                    .filter(document -> document.path().equals(from))
                    .map(document -> String.join("\n", document.prose()))
                    .findFirst()
                    .orElse("");
            DOCUMENTS.stream()
                    .map(Document::path)
                    .filter(to -> !reached.contains(to) && text.contains("(" + relative(folder, to)))
                    .forEach(reached::add);
        }
        assertThat(DOCUMENTS.stream().map(Document::path)).allMatch(reached::contains);
    }

    private static String relative(Path folder, Path to) {
        return folder.toString().isEmpty()
                ? to.toString()
                : folder.relativize(to).toString();
    }

    @Test
    void everyCommandLineIsOneThatTheCommandTakes() throws IOException {
        CommandLines lines = new CommandLines(ROOT);
        List<String> faults = new ArrayList<>();
        for (Document document : DOCUMENTS) {
            faults.addAll(lines.faults(document));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void everyConfigurationIsValidAndEveryWorkflowNamesWhatTheActionHas() throws IOException {
        YamlBlocks blocks = new YamlBlocks(ROOT);
        List<String> faults = new ArrayList<>();
        for (Document document : DOCUMENTS) {
            faults.addAll(blocks.faults(document));
        }
        assertThat(faults).isEmpty();
    }

    /** The page as it should be is left in target/documents. */
    @Test
    void theTablesOfTheActionsAreWhatTheActionsSayOfThemselves() throws IOException {
        Path page = ROOT.resolve("docs/github-actions.md");
        String wanted = Files.readString(page);
        for (String action : List.of("push", "rollback")) {
            wanted = ActionTables.of(ROOT.resolve(".github/actions").resolve(action))
                    .put(wanted, action);
        }
        Files.createDirectories(Path.of("target/documents"));
        Files.writeString(Path.of("target/documents/github-actions.md"), wanted);
        assertThat(Files.readString(page)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a](nowhere.md)",
                "[a](#no-heading)",
                "[a](README.md#no-such-heading)",
                "![a](docs/nowhere.svg)",
                "<img src=\"docs/nowhere.svg\">",
                "[a](http://example.com)",
                "[a](/absolute)"
            })
    void aLinkThatLeadsNowhereIsFound(String line) {
        assertThat(new Links(ROOT, withReadme(of("# A", line))).faults()).hasSize(1);
    }

    @Test
    void goodLinksAreNoFaults() {
        Document good = of(
                "# A `b.c`, d",
                "[a](#a-bc-d) [b](README.md#exit-codes) [c](https://example.com) `[d](x)`",
                "```",
                "[e](x)",
                "```");
        assertThat(new Links(ROOT, withReadme(good)).faults()).isEmpty();
    }

    private static List<Document> withReadme(Document document) {
        return Stream.concat(
                        Stream.of(document),
                        DOCUMENTS.stream().filter(each -> each.path().equals(Path.of("README.md"))))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deployctl psuh web1",
                "deployctl push --no-such-option",
                "deployctl",
                "deployctl lock",
                "cd /tmp && sudo deployctl status --interval never",
                "A=b deployctl push \\\n  --strategy all",
                "source <(deployctl completions)",
                "./install.sh --nonsense",
                "deployctl-agent run shop --nonsense x"
            })
    void aCommandLineThatWouldBeRefusedIsFound(String line) throws IOException {
        assertThat(new CommandLines(ROOT).faults(of("```sh", line, "```"))).hasSize(1);
    }

    @Test
    void goodCommandLinesAreNoFaults() throws IOException {
        assertThat(new CommandLines(ROOT)
                        .faults(of(
                                "```sh",
                                "deployctl push web1   # deployctl nonsense",
                                "deployctl status --json >status.json 2>&1 || deployctl history show 3",
                                "deployctl run web1 -- sh -c 'echo --nonsense; ls'",
                                "cat >deployctl.yml <<'YML'",
                                "deployctl nonsense",
                                "YML",
                                "source <(deployctl completion)",
                                "```",
                                "`deployctl psuh [HOST]`")))
                .isEmpty();
        assertThat(new CommandLines(ROOT).faults(of("say `deployctl psuh` and `deployctl push`")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app: Shop",
                "reddy: {http: /}",
                "jobs: [",
                "jobs: {a: {steps: [{uses: deployctl/deployctl/.github/actions/push@abc, with: {artefact: x.jar}}]}}",
                "- uses: ./.github/actions/rollback\n  with: {artifact: x.jar}",
                "- {id: a, uses: ./.github/actions/push}\n- run: echo ${{ steps.a.outputs.releese }}",
                "jobs: {}\nservice: shop"
            })
    void aFaultInYamlIsFound(String text) throws IOException {
        assertThat(new YamlBlocks(ROOT).faults(of("```yaml", text, "```"))).hasSize(1);
    }

    @Test
    void aConfigurationInAHereDocumentIsReadToo() throws IOException {
        Document document = of("```sh", "cat >deployctl.yml <<'YML'", "app: shop", "YML", "```");
        assertThat(new YamlBlocks(ROOT).faults(document)).hasSize(1);
    }

    @Test
    void aTableOfAnActionIsReplacedAsAWhole() {
        ActionTables action = new ActionTables(Map.of("in", "A|b."), Map.of("out", "C."));
        String page = """
                x
                <!-- push inputs: made from its action.yml, not by hand -->
                old
                <!-- push inputs end -->
                <!-- push outputs: made from its action.yml, not by hand -->
                <!-- push outputs end -->
                y
                """;
        assertThat(action.put(page, "push"))
                .startsWith("x\n")
                .endsWith("y\n")
                .contains("| `in` | A\\|b. |\n", "| `out` | C. |\n")
                .doesNotContain("old");
    }
}
