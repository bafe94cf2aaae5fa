package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.kit.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where a rollback goes that nobody has told where to go, and when it goes nowhere. */
class RollbackE2eIT extends E2eHost {
    @Test
    void itGoesToTheLastGoodReleaseNeverForwardAndNowhereAfterAPushThatFailed() throws Exception {
        for (String version : List.of("1.0.0", "2.0.0", "3.0.0")) {
            Outcome push = site.pushQuickly(jars.good(version));
            assertThat(push.exit()).as(push.all()).isZero();
        }
        Outcome once = site.quickly("rollback");
        assertThat(once.exit()).as(once.all()).isZero();
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        Outcome twice = site.quickly("rollback");
        assertThat(twice.exit()).as(twice.all()).isZero();
        assertThat(site.page("/")).as("not the one that was just left").isEqualTo("demo 1.0.0");
        Outcome thrice = site.quickly("rollback");
        assertThat(thrice.exit()).as(thrice.all()).isOne();
        assertThat(thrice.err()).contains("no earlier good release", "(1.0.0-");

        // A good one on top, so that there would be somewhere to go.
        assertThat(site.pushQuickly(jars.good("4.0.0")).exit()).isZero();
        long serving = site.agent().livePid();
        Outcome failed = site.pushQuickly(jars.pack("5.0.0", Conduct.EXITS_WITH_ERROR));
        assertThat(failed.exit()).as(failed.all()).isOne();
        Outcome nothing = site.quickly("rollback");
        assertThat(nothing.exit()).as(nothing.all()).isOne();
        assertThat(nothing.err())
                .contains("the last push failed and changed nothing", "nothing to roll back", "(4.0.0-")
                .contains("Try: deployctl rollback --steps 1");
        assertThat(site.agent().livePid()).as("not even restarted").isEqualTo(serving);

        String gone = release("2.0.0");
        Outcome prune = site.quickly("prune", "--keep", "1");
        assertThat(prune.out()).as(prune.all()).contains(gone);
        Outcome pruned = site.quickly("rollback", "--to", gone);
        assertThat(pruned.exit()).as(pruned.all()).isOne();
        assertThat(pruned.err()).contains(gone, release("4.0.0"), "still serves");
        for (String other : List.of("1.0.0-", "3.0.0-")) {
            boolean isThere = releases().stream().anyMatch(name -> name.startsWith(other));
            assertThat(pruned.err().contains(other))
                    .as("what there is: " + other)
                    .isEqualTo(isThere);
        }
        assertThat(site.agent().livePid()).isEqualTo(serving);
    }

    @Test
    void itsHelpGoesToNoHostAndTakesNoLock() throws Exception {
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();
        assertThat(site.quickly("lock acquire", "--message", "audit").exit()).isZero();
        String held = site.quickly("lock status").out();
        String visits = Files.readString(site.folder().resolve("ssh/sshd.log"));
        long known = visits.lines()
                .filter(line -> line.startsWith("Connection from"))
                .count();
        assertThat(known).isPositive();

        for (String[] words : new String[][] {{"rollback", "--help"}, {"rollback", "-h"}, {"help", "rollback"}}) {
            Outcome help = site.bare(words).run();
            assertThat(help.exit()).as(help.all()).isZero();
            assertThat(help.out()).contains("--to=RELEASE");
            assertThat(help.err()).isEmpty();
        }

        assertThat(Files.readString(site.folder().resolve("ssh/sshd.log")).lines())
                .filteredOn(line -> line.startsWith("Connection from"))
                .hasSize((int) known);
        assertThat(site.quickly("lock status").out()).contains("audit").isEqualTo(held);
        // A host that takes the connection and says nothing would keep whoever goes there.
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout(1);
            site.declare("hosts: [\"127.0.0.1:" + silent.getLocalPort() + "\"]");
            Outcome help = site.deployctl("rollback", "--help");
            assertThat(help.exit()).as(help.all()).isZero();
            assertThat(visited(silent)).isFalse();
        }
    }

    private static boolean visited(ServerSocket server) throws IOException {
        try {
            server.accept().close();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private String release(String version) throws IOException {
        return releases().stream()
                .filter(name -> name.startsWith(version + "-"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> releases() throws IOException {
        Path folder = site.agent().stateFolder().resolve("releases");
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).toList();
        }
    }
}
