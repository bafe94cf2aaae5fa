package io.github.deployctl.cli.init;

import java.util.List;
import java.util.Map;

/** Projects as people have them, each with what is to be seen in it. */
final class ProjectShapes {
    private static final String BOOT = "<build><plugins><plugin><groupId>org.springframework.boot</groupId>"
            + "<artifactId>spring-boot-maven-plugin</artifactId>%s</plugin></plugins>%s</build>";

    private ProjectShapes() {}

    /**
     * One project.
     *
     * @param artifact that is expected, or an empty string where none can be known
     * @param port likewise
     */
    record Shape(String title, Map<String, String> files, String name, String artifact, String port) {
        @Override
        public String toString() {
            return title;
        }
    }

    private static String pom(String inner) {
        return "<?xml version=\"1.0\"?>\n<project xmlns=\"http://maven.apache.org/POM/4.0.0\">"
                + "<modelVersion>4.0.0</modelVersion>" + inner + "</project>\n";
    }

    private static String boot(String settings, String build) {
        return BOOT.formatted(settings, build);
    }

    private static final String SHOP =
            "<groupId>com.example</groupId><artifactId>shop</artifactId><version>1.4.2</version>";

    static List<Shape> all() {
        return List.of(
                new Shape(
                        "Maven, Spring Boot",
                        Map.of("pom.xml", pom(SHOP + boot("", ""))),
                        "shop",
                        "target/shop-1.4.2.jar",
                        "8080"),
                new Shape(
                        "Maven, version of the parent, finalName, port in application.properties",
                        Map.of(
                                "pom.xml",
                                pom(
                                        "<parent><groupId>g</groupId><artifactId>p</artifactId><version>7</version></parent>"
                                                + "<artifactId>shop</artifactId>"
                                                + boot("", "<finalName>${project.artifactId}</finalName>")),
                                "src/main/resources/application.properties",
                                "server.port = 9000\n"),
                        "shop",
                        "target/shop.jar",
                        "9000"),
                new Shape(
                        "Maven, classifier, revision, port in application.yml with a default and a profile after it",
                        Map.of(
                                "pom.xml",
                                pom("<artifactId>shop</artifactId><version>${revision}</version><properties>"
                                        + "<revision>2.0</revision></properties>"
                                        + boot("<configuration><classifier>exec</classifier></configuration>", "")),
                                "src/main/resources/application.yml",
                                "server:\n  port: ${PORT:8443}\n---\nserver:\n  port: 1\n"),
                        "shop",
                        "target/shop-2.0-exec.jar",
                        "8443"),
                new Shape(
                        "Maven, several modules, one of them an app",
                        Map.of(
                                "pom.xml",
                                pom(SHOP + "<packaging>pom</packaging><properties><app.version>3.1</app.version>"
                                        + "</properties><modules><module>core</module><module>web</module></modules>"),
                                "core/pom.xml",
                                pom("<artifactId>shop-core</artifactId><version>1</version>"),
                                "web/pom.xml",
                                pom("<parent><artifactId>shop</artifactId><version>1.4.2</version></parent>"
                                        + "<artifactId>shop-web</artifactId><version>${app.version}</version>"
                                        + boot("", "")),
                                "web/src/main/resources/application.yaml",
                                "server.port: 8081\n"),
                        "shop-web",
                        "web/target/shop-web-3.1.jar",
                        "8081"),
                new Shape(
                        "Maven, two modules that are apps",
                        Map.of(
                                "pom.xml",
                                pom(
                                        SHOP
                                                + "<packaging>pom</packaging><modules><module>a</module><module>b</module></modules>"),
                                "a/pom.xml",
                                pom("<artifactId>a</artifactId><version>1</version>" + boot("", "")),
                                "b/pom.xml",
                                pom("<artifactId>b</artifactId><version>1</version>" + boot("", ""))),
                        "",
                        "",
                        ""),
                new Shape(
                        "Maven, shade",
                        Map.of(
                                "pom.xml",
                                pom(SHOP + "<build><plugins><plugin><artifactId>maven-shade-plugin</artifactId>"
                                        + "</plugin></plugins></build>")),
                        "shop",
                        "target/shop-1.4.2.jar",
                        ""),
                new Shape("Maven, a library", Map.of("pom.xml", pom(SHOP)), "", "", ""),
                new Shape(
                        "Maven, Quarkus",
                        Map.of(
                                "pom.xml",
                                pom(SHOP + "<build><plugins><plugin><artifactId>quarkus-maven-plugin</artifactId>"
                                        + "</plugin></plugins></build>"),
                                "src/main/resources/application.properties",
                                "quarkus.http.port=8180\nquarkus.package.jar.type=uber-jar\n"),
                        "shop",
                        "target/shop-1.4.2-runner.jar",
                        "8180"),
                new Shape(
                        "Maven, Micronaut",
                        Map.of(
                                "pom.xml",
                                pom("<parent><artifactId>micronaut-parent</artifactId><version>4.7.1</version></parent>"
                                        + "<artifactId>shop</artifactId><version>0.1</version>"),
                                "src/main/resources/application.yml",
                                "micronaut:\n  server: {port: 8282}\n"),
                        "shop",
                        "target/shop-0.1.jar",
                        "8282"),
                new Shape(
                        "Gradle in Groovy, Spring Boot, version in gradle.properties",
                        Map.of(
                                "build.gradle",
                                "plugins {\n  id 'java'\n  id 'org.springframework.boot' version '3.5.0'\n}\n// version '9'\n",
                                "settings.gradle",
                                "rootProject.name = 'shop'\n",
                                "gradle.properties",
                                "version=1.4.2\n"),
                        "shop",
                        "build/libs/shop-1.4.2.jar",
                        "8080"),
                new Shape(
                        "Gradle in Kotlin, Spring Boot, archiveFileName, port 0",
                        Map.of(
                                "build.gradle.kts",
                                """
                                plugins { id("org.springframework.boot") version "3.5.0" }
                                version = "2.0"
                                tasks.bootJar { archiveFileName.set("app.jar") }
                                """,
                                "settings.gradle.kts",
                                "rootProject.name = \"shop\"\n",
                                "src/main/resources/application.properties",
                                "server.port=0\n"),
                        "shop",
                        "build/libs/app.jar",
                        ""),
                new Shape(
                        "Gradle in Kotlin, several modules, plugin from a catalog",
                        Map.of(
                                "build.gradle.kts",
                                """
                                plugins { id("org.springframework.boot") version "3.5.0" apply false }
                                allprojects {
                                  version = "3.0"
                                }
                                """,
                                "settings.gradle.kts",
                                "rootProject.name = \"all\"\ninclude(\":core\", \":services:web\")\n",
                                "core/build.gradle.kts",
                                "plugins { `java-library` }\n",
                                "services/web/build.gradle.kts",
                                "plugins {\n  alias(libs.plugins.spring.boot)\n}\n"),
                        "web",
                        "services/web/build/libs/web-3.0.jar",
                        "8080"),
                new Shape(
                        "Gradle, shadow",
                        Map.of(
                                "build.gradle.kts",
                                "plugins {\n  application\n  id(\"com.gradleup.shadow\") version \"9.0.0\"\n}\nversion = \"1.0\"\n",
                                "settings.gradle.kts",
                                "rootProject.name = \"shop\"\n"),
                        "shop",
                        "build/libs/shop-1.0-all.jar",
                        ""),
                new Shape(
                        "Gradle, Quarkus",
                        Map.of(
                                "build.gradle",
                                "plugins { id 'io.quarkus' }\nversion '1.0'\n",
                                "settings.gradle",
                                "rootProject.name='shop'\n"),
                        "shop",
                        "build/shop-1.0-runner.jar",
                        "8080"),
                new Shape(
                        "Gradle, Ktor",
                        Map.of(
                                "build.gradle.kts",
                                "plugins { id(\"io.ktor.plugin\") version \"3.0.0\" }\n",
                                "settings.gradle.kts",
                                "rootProject.name = \"shop\"\n",
                                "src/main/resources/application.yaml",
                                "ktor:\n  deployment:\n    port: 8090\n"),
                        "shop",
                        "build/libs/shop-all.jar",
                        "8090"),
                new Shape(
                        "no build file, but settings",
                        Map.of("src/main/resources/application.properties", "server.port=7070\n"),
                        "",
                        "",
                        "7070"),
                new Shape("nothing", Map.of(), "", "", ""),
                new Shape("a broken pom.xml", Map.of("pom.xml", "<project><artifactId>shop"), "", "", ""));
    }
}
