package io.github.deployctl.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FindingsTest {
    private static List<String> in(String text) {
        return DeployFileReader.findings(text, Path.of("/project/deployctl.yml")).stream()
                .map(finding -> finding.located("x.yml"))
                .toList();
    }

    @Test
    void everyFaultIsToldInTheOrderOfTheLines() {
        assertThat(in("""
                app: Shop
                artifact: target/shop.jar
                listeners:
                  http: 80800
                  admin: 9090
                hosts: [web1, "web2:x", web3]
                drain: {timeout: 30}
                standbye: 10m
                java: {options: -Xmx1g, args: [{a: 1}]}
                app: shop
                hooks:
                  before-push: {timeout: 5s}
                  on-failure: [[]]
                env: {"A B": 1, TZ: UTC}
                """))
                .containsExactly(
                        "x.yml:1:6: app name \"Shop\" must start with a lower-case letter and hold at most 31 lower-case letters, digits or hyphens",
                        "x.yml:4:9: port 80800 is not between 1 and 65535",
                        "x.yml:6:15: host \"web2:x\" is not [user@]host[:port]; an IPv6 address stands in brackets, such as [::1]:22",
                        "x.yml:7:18: duration \"30\" is not a whole number with a unit (500ms, 30s, 10m, 2h)",
                        "x.yml:8:1: unknown key \"standbye\" in the file; did you mean standby?",
                        "x.yml:9:17: java.options must be a list, such as [a, b], not a single value",
                        "x.yml:9:32: an entry of java.args must be a single value, not a map",
                        "x.yml:10:1: key \"app\" stands twice (first in line 1)",
                        "x.yml:12:16: required key \"command\" is missing in hooks.before-push",
                        "x.yml:13:16: an entry of on-failure must be a single value, not a list",
                        "x.yml:14:7: environment variable \"A B\" is not a valid name");
    }

    @Test
    void whatIsNestedWithoutAnEndIsToldAndNotFollowed() {
        assertThat(in("app: Shop\nenv: &e {A: *e}\n"))
                .containsExactly("x.yml:2:6: not valid YAML: it holds itself by an alias");
        for (int depth : List.of(60, 3000, 100_000)) {
            assertThat(in("app: Shop\nhosts: " + "[".repeat(depth) + "]".repeat(depth) + "\n"))
                    .hasSize(1)
                    .allMatch(line -> line.endsWith("not valid YAML: nested too deeply"));
        }
        String doubled = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
        assertThat(in(doubled)).isNotEmpty().noneMatch(line -> line.contains("not valid YAML"));
    }

    @Test
    void whatIsMissingIsToldAllAtOnce() {
        assertThat(in("hosts: [web1]\n"))
                .containsExactlyInAnyOrder(
                        "x.yml:1:1: required key \"app\" is missing in the file",
                        "x.yml:1:1: required key \"artifact\" is missing in the file",
                        "x.yml:1:1: required key \"listeners\" is missing in the file");
    }

    @Test
    void theOnlyEntryOfAMapOrListIsAsWrongAsAnyOther() {
        assertThat(
                        in(
                                "app: a\nartifact: a\nlisteners: {http: no}\nhosts: {web: [\"a b\"]}\nstop: {timeout: x}\nhandover: y\n"))
                .hasSize(4);
    }

    @Test
    void whatIsNoYamlAtAllIsOneFinding() {
        assertThat(in("app: [shop\n"))
                .containsExactly("x.yml:2:1: not valid YAML: expected ',' or ']', but got <stream end>");
        assertThat(in("")).containsExactly("x.yml: the file is empty; it needs app, artifact and listeners");
        assertThat(in("- a\n")).containsExactly("x.yml:1:1: the file must be a map of keys and values, not a list");
    }

    @Test
    void aFileThatIsRightHasNone() {
        assertThat(in("app: a\nartifact: a\nlisteners: {http: 80}\n")).isEmpty();
    }
}
