package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The public listener is one socket for ever: what the kernel says of it does not change with the generations. */
class ListenerE2eIT extends E2eHost {
    /** {@code O_NONBLOCK}, in the octal flags of /proc/pid/fdinfo (proc(5)). */
    private static final int NONBLOCK = 04000;

    @Test
    void inodeBacklogAndFlagsStayAsTheyAre() throws Exception {
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();
        String socket = socket();
        assertThat(socket).startsWith("LISTEN");
        assertThat(isNonBlocking()).isTrue();

        assertThat(site.pushQuickly(jars.good("2.0.0")).exit()).isZero();
        assertThat(socket()).isEqualTo(socket);
        assertThat(site.quickly("restart").exit()).isZero();
        assertThat(socket()).isEqualTo(socket);
        assertThat(site.quickly("rollback").exit()).isZero();
        assertThat(socket()).isEqualTo(socket);
        assertThat(isNonBlocking()).isTrue();
    }

    /** State, backlog, address and inode, as ss(8) shows them; not the length of the queue, which moves. */
    private String socket() throws IOException, InterruptedException {
        String[] fields = ss().trim().split("\\s+", -1);
        String inode = Stream.of(fields)
                .filter(field -> field.startsWith("ino:"))
                .findFirst()
                .orElse("no inode");
        return fields[0] + " " + fields[2] + " " + fields[3] + " " + inode;
    }

    private String ss() throws IOException, InterruptedException {
        Outcome outcome = new Command(
                        Path.of("/"), List.of("ss", "-H", "-l", "-t", "-n", "-e", "sport", "=", ":" + site.port()))
                .run();
        assertThat(outcome.out()).as(outcome.all()).isNotBlank();
        return outcome.out();
    }

    private boolean isNonBlocking() throws IOException, InterruptedException {
        String inode = socket().replaceFirst(".*ino:", "");
        Path fds = Path.of("/proc", Long.toString(site.agent().pid()), "fd");
        Set<Boolean> found = new TreeSet<>();
        try (Stream<Path> entries = Files.list(fds)) {
            for (Path fd : entries.toList()) {
                if (target(fd).equals("socket:[" + inode + "]")) {
                    found.add((flags(fd) & NONBLOCK) != 0);
                }
            }
        }
        assertThat(found).hasSize(1);
        return found.contains(true);
    }

    private static String target(Path fd) throws IOException {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (NoSuchFileException e) {
            return "closed since the folder was read";
        }
    }

    private static int flags(Path fd) throws IOException {
        Path info = fd.resolveSibling("../fdinfo").resolve(String.valueOf(fd.getFileName()));
        String line = Files.readAllLines(info).stream()
                .filter(each -> each.startsWith("flags:"))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(line.replaceFirst("flags:\\s*", ""), 8);
    }
}
