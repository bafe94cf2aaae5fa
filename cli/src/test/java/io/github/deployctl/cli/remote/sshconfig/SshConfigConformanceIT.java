package io.github.deployctl.cli.remote.sshconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The strict reader and OpenSSH are asked the same about the same files. */
final class SshConfigConformanceIT {
    private static final Path SSH = Path.of("/usr/bin/ssh");

    @TempDir
    static Path folder;

    private static Here here;
    private static final Map<String, Answer> UNSET = new LinkedHashMap<>();

    @BeforeAll
    static void writeWhatIsIncluded() throws Exception {
        if (!Files.isExecutable(SSH)) {
            System.err.println("SKIPPED: there is no " + SSH + "; install openssh-client");
        }
        assumeTrue(Files.isExecutable(SSH), "openssh-client is not installed");
        here = new Here(
                Path.of(System.getProperty("user.home")),
                folder,
                System.getProperty("user.name"),
                Files.readString(Path.of("/proc/sys/kernel/hostname")).strip(),
                Map.of("SPOT", "/spot", "HOME", "/nowhere", "PATH", "/usr/bin:/bin"));
        write("user", "User included\n");
        write("sections", "Host web1\n User one\nHost *\n User all\n");
        write("deep", "Include INC/deeper\nPort 41\n");
        write("deeper", "Host web*\n User deep\nInclude INC/user\n");
        write("circle", "Include INC/circle\n");
        write("broken", "Port x1\n");
        write("writable", "User x\n");
        Files.setPosixFilePermissions(folder.resolve("writable"), PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.createDirectory(folder.resolve("conf.d"));
        write("conf.d/2.conf", "User two\n");
        write("conf.d/1.conf", "User one\nPort 32\n");
        write("conf.d/.hidden.conf", "User hidden\n");
        write("conf.d/0.other", "User other\n");
    }

    private static Path write(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text.replace("INC", folder.toString()));
        // The usual mask of the machine may be laxer than OpenSSH allows.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return file;
    }

    private static OpenSsh openSsh(Path file) {
        return new OpenSsh(SSH, file, here.environment(), new Deadline("test.timeout", Duration.ofSeconds(20)));
    }

    static List<ConformanceTable.Case> same() {
        return ConformanceTable.SAME;
    }

    static List<ConformanceTable.Case> refusedByBoth() {
        return ConformanceTable.REFUSED_BY_BOTH;
    }

    static List<ConformanceTable.Case> refusedByDesign() {
        return ConformanceTable.REFUSED_BY_DESIGN;
    }

    @ParameterizedTest
    @MethodSource("same")
    void bothGiveTheSameAnswer(ConformanceTable.Case table) throws Exception {
        Path file = write("config", table.text());
        for (String asked : table.asked()) {
            HostAddress host = HostAddress.parse(asked);
            Map<String, List<String>> theirs = comparable(openSsh(file).ask(host), host);
            Map<String, List<String>> ours =
                    comparable(StrictReader.of(here, file).ask(host), host);

            Map<String, List<String>> unset = comparable(unset(host), host);
            assertThat(over(unset, ours)).as(asked).isEqualTo(over(unset, theirs));
        }
    }

    /** OpenSSH prints what nobody has set too, but for what is unset by none. */
    private static Map<String, List<String>> over(Map<String, List<String>> unset, Map<String, List<String>> set) {
        Map<String, List<String>> all = new TreeMap<>(unset);
        all.putAll(set);
        return all;
    }

    private static Answer unset(HostAddress host) throws FailureException {
        Answer known = UNSET.get(host.toString());
        if (known == null) {
            known = openSsh(Path.of("none")).ask(host);
            UNSET.put(host.toString(), known);
        }
        return known;
    }

    /** What deployctl reads, files expanded and jumps taken apart, since OpenSSH writes those in several ways. */
    private static Map<String, List<String>> comparable(Answer answer, HostAddress host) throws FailureException {
        Map<String, List<String>> values = new TreeMap<>();
        Tokens tokens = Tokens.of(host, answer, here);
        for (String keyword : Keywords.READ.keySet()) {
            List<String> all = answer.all(keyword);
            if (all.isEmpty()) {
                continue;
            }
            if (keyword.equals("identityfile") || keyword.equals("certificatefile")) {
                values.put(keyword, expanded(tokens, keyword, all));
            } else if (keyword.equals("proxyjump")) {
                values.put(
                        keyword,
                        Jumps.parse(all.get(0)).stream()
                                .map(HostAddress::toString)
                                .toList());
            } else {
                values.put(keyword, all);
            }
        }
        return values;
    }

    private static List<String> expanded(Tokens tokens, String keyword, List<String> written) throws FailureException {
        List<String> expanded = new ArrayList<>();
        for (String file : written) {
            expanded.add(tokens.expand(keyword, file));
        }
        return expanded;
    }

    @ParameterizedTest
    @MethodSource("refusedByBoth")
    void bothRefuse(ConformanceTable.Case table) throws Exception {
        Path file = write("config", table.text());
        HostAddress host = HostAddress.parse(table.asked().get(0));

        assertThatThrownBy(() -> openSsh(file).ask(host)).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> StrictReader.of(here, file).ask(host)).isInstanceOf(FailureException.class);
    }

    @ParameterizedTest
    @MethodSource("refusedByDesign")
    void theReaderRefusesWhatItWouldHaveToGuess(ConformanceTable.Case table) throws Exception {
        assumeTrue(
                !table.text().equals("Port ssh\n") || Files.exists(Path.of("/etc/services")),
                "no port has a name without /etc/services; install netbase");
        Path file = write("config", table.text());
        HostAddress host = HostAddress.parse(table.asked().get(0));

        assertThat(openSsh(file).ask(host).one("hostname")).isPresent();
        assertThatThrownBy(() -> StrictReader.of(here, file).ask(host))
                .isInstanceOf(FailureException.class)
                .hasMessageStartingWith("ssh_config not");
    }

    @Test
    void theTableIsLargeEnough() {
        assertThat(ConformanceTable.SAME.size()
                        + ConformanceTable.REFUSED_BY_BOTH.size()
                        + ConformanceTable.REFUSED_BY_DESIGN.size())
                .isGreaterThanOrEqualTo(100);
    }
}
