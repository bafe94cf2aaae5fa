package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.agent.launch.Errand;
import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.OsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that run once, with their real pipes. */
@Timeout(60)
final class ErrandIT {
    private static final Map<String, String> ENV = Map.of("PATH", "/usr/bin:/bin");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Kernel kernel;

    @BeforeEach
    void start() {
        kernel = Kernel.modern(folder);
    }

    @AfterEach
    void end() {
        kernel.close();
    }

    private Errand begin(String... argv) throws OsException {
        return Errand.start(kernel.processes(), kernel.command(List.of(argv), ENV), this::take);
    }

    private synchronized void take(boolean error, byte[] bytes, int length) throws IOException {
        (error ? err : out).write(bytes, 0, length);
    }

    private synchronized String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void bothStreamsComeApartAndTheStatusIsTheCommands() throws Exception {
        Errand errand = begin("/bin/sh", "-c", "echo one; echo two >&2; exit 7");

        assertThat(errand.await()).isEqualTo(new ExitStatus.Exited(7));
        assertThat(printed()).isEqualTo("one\n");
        assertThat(err).hasToString("two\n");
    }

    @Test
    void argumentsArriveVerbatimAndNoShellReadsThem() throws Exception {
        begin("printf", "%s|", "a b", "", "$HOME;`id`", "it's\n", "\u00e9").await();

        assertThat(printed()).isEqualTo("a b||$HOME;`id`|it's\n|\u00e9|");
    }

    @Test
    void everyByteOfALongOutputArrives() throws Exception {
        Errand errand = begin("/bin/sh", "-c", "head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2");

        assertThat(errand.await()).isEqualTo(new ExitStatus.Exited(0));
        assertThat(out.size()).isEqualTo(3_000_000);
        assertThat(err.size()).isEqualTo(3_000_000);
    }

    @Test
    void whatHasLeftTheSessionIsEndedToo() throws Exception {
        Map<String, String> env = Map.of("PATH", "/usr/bin:/bin", "DEPLOYCTL_ERRAND", "token-of-this-errand");
        Errand errand = Errand.start(
                kernel.processes(),
                kernel.command(List.of("/bin/sh", "-c", "setsid sleep 100 & echo ready; wait"), env),
                this::take);
        await().until(() -> printed().equals("ready\n"));
        await().until(() -> kernel.processes()
                        .findByEnvironment("DEPLOYCTL_ERRAND", "token-of-this-errand")
                        .size()
                == 2);

        errand.end("it was late");
        errand.await();

        assertThat(kernel.processes().findByEnvironment("DEPLOYCTL_ERRAND", "token-of-this-errand"))
                .isEmpty();
    }

    @Test
    void theWholeSessionIsEndedWhenThatIsAskedForAndWhatSwallowsTermIsKilled() throws Exception {
        Errand errand = begin("/bin/sh", "-c", "(trap '' TERM; echo ready; sleep 100) & wait");
        await().until(() -> printed().equals("ready\n"));

        errand.end("its client went away");

        assertThat(errand.await()).isEqualTo(new ExitStatus.Signaled("SIGTERM"));
        assertThat(errand.endAsked()).contains("its client went away");
    }

    @Test
    void whatTheCommandLeavesBehindEndsWithItSoThatNobodyWaitsForItsPipes() throws Exception {
        Errand errand = begin("/bin/sh", "-c", "sleep 100 & echo $!");

        assertThat(errand.await()).isEqualTo(new ExitStatus.Exited(0));
        long left = Long.parseLong(printed().strip());
        await().until(() -> kernel.processes().find(left).isEmpty());
    }

    @Test
    void whatCannotBeExecutedIsSaid() {
        assertThatThrownBy(() -> begin("no-such-program")).isInstanceOf(OsException.class);
    }

    @Test
    void descriptorsAndThreadsAreAsBeforeAfterMany() throws Exception {
        begin("true").await();
        Own.Resources before = Own.atRest();
        for (int i = 0; i < 20; i++) {
            begin("/bin/sh", "-c", "echo x").await();
        }
        await().untilAsserted(() -> assertThat(Own.resources()).isEqualTo(before));
    }
}
