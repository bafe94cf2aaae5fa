package io.github.deployctl.cli.init;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.cli.config.FlatYaml;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.cli.fixture.Terminal;
import io.github.deployctl.cli.init.ProjectShapes.Shape;
import io.github.deployctl.cli.terminal.Screen;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InitTest {
    private static final Screen TERMINAL = Terminal.of(80);

    @TempDir
    Path temp;

    /** Its name is what the app is called where nothing else says. */
    private Path project(Map<String, String> files) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("corner shop"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return folder;
    }

    @Test
    void settingsThatAreNestedWithoutAnEndSayNothing() {
        assertThat(FlatYaml.of("server: {port: 9090}\na: &a {b: *a}\n")).isEmpty();
        assertThat(FlatYaml.of("port: 1\na: " + "{a: ".repeat(3000) + "1" + "}".repeat(3000)))
                .isEmpty();
        assertThat(FlatYaml.of("server: {port: 9090}\n")).containsEntry("server.port", "9090");
    }

    /** In a container the project may be all there is: a folder without a name. */
    @Test
    void aProjectInTheRootIsReadToo() throws Exception {
        try (FileSystem files = FileSystems.newFileSystem(temp.resolve("root.zip"), Map.of("create", "true"))) {
            Path root = files.getPath("/");
            Files.writeString(root.resolve("build.gradle"), "plugins { id 'org.springframework.boot' }");
            assertThat(GradleBuild.of(root).orElseThrow().candidates())
                    .extracting(Candidate::name)
                    .containsExactly("app");

            Files.writeString(
                    root.resolve("pom.xml"),
                    "<project><version>1</version><build><plugins><plugin>"
                            + "<artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>");
            assertThat(MavenBuild.of(root).orElseThrow().candidates())
                    .extracting(Candidate::name)
                    .containsExactly("app");
        }
    }

    static List<Shape> shapes() {
        return ProjectShapes.all();
    }

    private static String value(java.util.Optional<Guess> guess) {
        return guess.map(Guess::value).orElse("");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whatAProjectSaysIsFound(Shape shape) throws Exception {
        Project found = new ProjectFinder(project(shape.files())).find();

        assertThat(value(found.name())).as("name").isEqualTo(shape.name());
        assertThat(value(found.artifact())).as("artifact").isEqualTo(shape.artifact());
        assertThat(value(found.port())).as("port").isEqualTo(shape.port());
    }

    /** Without a terminal: where the jar is known nothing more is needed, and where it is not nothing is written. */
    @ParameterizedTest
    @MethodSource("shapes")
    void whatIsWrittenIsValidAndNothingIsWrittenByHalves(Shape shape) throws Exception {
        Path folder = project(shape.files());
        Session session = new Session(folder);

        Run init = session.run("init", "--host", "deploy@web1");

        if (shape.artifact().isEmpty()) {
            assertThat(init.status()).isEqualTo(2);
            assertThat(folder.resolve("deployctl.yml")).doesNotExist();
            return;
        }
        assertThat(init.status()).as(init.err()).isZero();
        String app = shape.name().isEmpty() ? "corner-shop" : shape.name();
        String port = shape.port().isEmpty() ? "8080" : shape.port();
        assertThat(folder.resolve("deployctl.yml")).content().isEqualTo("""
                app: %s
                artifact: %s
                hosts: [deploy@web1]
                listeners: {http: %s}
                """.formatted(app, shape.artifact(), port));
        assertThat(session.run("config", "validate").out()).isEqualTo("deployctl.yml: nothing is wrong\n");
    }

    private static final String ACTUATOR = """
            <project><artifactId>shop</artifactId><version>1.0</version>
              <properties><java.version>21</java.version></properties>
              <dependencies><dependency><artifactId>spring-boot-starter-actuator</artifactId></dependency></dependencies>
              <build><finalName>shop</finalName>
                <plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>
            </project>
            """;

    @Test
    void aLibraryThatTellsWhetherTheAppIsReadyIsAsked() throws Exception {
        Path folder = project(Map.of("pom.xml", ACTUATOR));

        assertThat(new Session(folder).run("init").status()).isZero();

        assertThat(folder.resolve("deployctl.yml"))
                .content()
                .endsWith("listeners: {http: 8080}\nready: {http: /actuator/health}\n");
        assertThat(new Session(folder).run("config", "validate").status()).isZero();
    }

    @Test
    void oneThatIsMovedElsewhereIsLeftToItsOwner() throws Exception {
        Path folder = project(Map.of(
                "pom.xml", ACTUATOR, "src/main/resources/application.yml", "management: {server: {port: 9001}}\n"));

        assertThat(new ProjectFinder(folder).find().ready()).isEmpty();
    }

    @Test
    void aJarThatIsBuiltUnderAnotherNameIsBelieved() throws Exception {
        Path folder = project(Map.of("pom.xml", ACTUATOR));
        Files.createDirectories(folder.resolve("target"));
        Jars.executable(folder.resolve("target/other.jar"), "1.0");

        assertThat(value(new ProjectFinder(folder).find().artifact())).isEqualTo("target/other.jar");
    }

    @Test
    void aJarWithItsVersionInItsNameIsRemarkedOn() throws Exception {
        Path folder = project(ProjectShapes.all().get(0).files());

        Run run = new Session(folder).run("init");

        assertThat(run.err())
                .contains("artifact target/shop-1.4.2.jar: pom.xml\n")
                .contains("port 8080: the default of Spring Boot\n")
                .contains("Note: the version is in the name of target/shop-1.4.2.jar")
                .contains("is not built yet: mvn -B verify\n");
    }

    @Test
    void quarkusIsToBeToldToMakeOneJar() throws Exception {
        Path folder = project(Map.of("build.gradle", "plugins { id 'io.quarkus' }\n"));

        assertThat(new Session(folder).run("init").err()).contains("quarkus.package.jar.type=uber-jar");
    }

    @Test
    void ofSeveralAppsItSaysWhichThereAre() throws Exception {
        Run run = new Session(project(ProjectShapes.all().get(4).files())).run("init");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("several modules make an app: a/pom.xml, b/pom.xml");
    }

    @Test
    void onATerminalOnlyWhatTheProjectDoesNotSayIsAsked() throws Exception {
        Path folder = project(Map.of("pom.xml", ACTUATOR));

        Run run = new Session(folder).at(TERMINAL, "web1, web2\n").run("init");

        assertThat(run.err())
                .contains("Hosts, ")
                .doesNotContain("Port of the app")
                .doesNotContain("Executable jar");
        assertThat(folder.resolve("deployctl.yml")).content().contains("hosts: [web1, web2]\n");
    }

    @Test
    void nothingIsAskedWhereThatWasSaid() throws Exception {
        for (String word : List.of("--yes", "--no-input")) {
            Path folder = project(Map.of("pom.xml", ACTUATOR, ".github/x", ""));
            Files.deleteIfExists(folder.resolve("deployctl.yml"));

            Run run = new Session(folder).at(TERMINAL, "web1\ny\n").run("init", word);

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.err()).doesNotContain("Hosts").doesNotContain("[y/N]");
            assertThat(folder.resolve(Workflow.FILE)).doesNotExist();
        }
    }

    @Test
    void theWorkflowIsOfferedOnGitHubAndWrittenForTheBuildAtHand() throws Exception {
        Path folder = project(
                Map.of("pom.xml", ACTUATOR, "mvnw", "", ".git/HEAD", "ref: refs/heads/trunk\n", ".github/x", ""));

        Run run = new Session(folder).at(TERMINAL, "web1\ny\n").run("init");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("Wrote deployctl.yml\nWrote .github/workflows/deploy.yml\nNext: replace PIN");
        String written = Files.readString(folder.resolve(Workflow.FILE));
        assertThat(written)
                .contains("branches: ['trunk']", "java-version: '21'", "cache: maven", "- run: ./mvnw -B verify\n")
                .contains("uses: deployctl/deployctl/.github/actions/push@PIN\n")
                .doesNotContain("%");
        assertThat(FlatYaml.of(written)).containsEntry("name", "deploy").containsEntry("permissions.contents", "read");
    }

    @Test
    void whatTheWorkflowGivesToTheActionAreInputsThatItHas() throws Exception {
        Path folder = project(Map.of("pom.xml", ACTUATOR));
        assertThat(new Session(folder)
                        .run("init", "--workflow", "--config", "prod.yml")
                        .status())
                .isZero();

        Map<String, String> action = FlatYaml.of(Files.readString(Path.of("../.github/actions/push/action.yml")));
        String written = Files.readString(folder.resolve(Workflow.FILE));
        List<String> given = written.substring(written.indexOf("push@PIN"))
                .lines()
                .skip(2)
                .map(line -> line.strip().replaceFirst(":.*", ""))
                .toList();

        assertThat(given).containsExactly("private-key", "known-hosts", "lock-wait", "config");
        assertThat(given).allSatisfy(input -> assertThat(action).containsKey("inputs." + input + ".description"));
    }

    @Test
    void theWorkflowCanComeLaterAndOverwritesNothingEither() throws Exception {
        Path folder = project(Map.of("pom.xml", ACTUATOR));
        assertThat(new Session(folder).run("init").status()).isZero();
        String before = Files.readString(folder.resolve("deployctl.yml"));

        Run first = new Session(folder).run("init", "--workflow");
        Run second = new Session(folder).run("init", "--workflow");

        assertThat(first.status()).as(first.err()).isZero();
        assertThat(folder.resolve("deployctl.yml")).content().isEqualTo(before);
        assertThat(second.status()).isEqualTo(2);
        assertThat(second.err()).contains("no .github/workflows/deploy.yml written: there is one");
    }

    @Test
    void aWorkflowThatIsInTheWayLeavesNothingWritten() throws Exception {
        Path folder = project(Map.of("pom.xml", ACTUATOR, Workflow.FILE, "mine\n"));

        assertThat(new Session(folder).run("init", "--workflow").status()).isEqualTo(2);

        assertThat(folder.resolve("deployctl.yml")).doesNotExist();
        assertThat(folder.resolve(Workflow.FILE)).content().isEqualTo("mine\n");
    }

    @Test
    void forAProgramItIsADocument() throws Exception {
        Path folder = project(Map.of("pom.xml", ACTUATOR));

        Run run = new Session(folder).run("init", "--json", "--host", "web1");

        JsonObject document = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(document.get("outcome").getAsString()).isEqualTo("written");
        assertThat(document.getAsJsonArray("files").get(0).getAsString()).isEqualTo("deployctl.yml");
        assertThat(document.getAsJsonObject("settings").get("ready").getAsString())
                .isEqualTo("/actuator/health");
    }
}
