package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.e2e.kit.Outcome;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A host whose disks are full: nothing is changed there, what serves goes on, and all is well again when there is room. */
class FullDiskE2eIT extends SystemdHost {
    private static final String STATE = "/var/lib/deployctl/shop";
    private static final String LOGS = "/var/log/deployctl/shop";

    @Test
    void whatNeedsRoomIsRefusedUntilThereIsSome() throws Exception {
        String served = page("/");
        moveToSmallDisk(STATE, "64m");
        try (Load load = load()) {
            fill(STATE);

            assertThatThrownBy(this::push).isInstanceOf(IOException.class).hasMessageContaining("nothing was sent");
            Outcome reload = agent.systemctl("reload");
            assertThat(reload.exit()).isNotZero();
            await().atMost(PATIENCE).until(() -> agent.journal().contains("the decision could not be written to disk"));
            assertThat(page("/")).isEqualTo(served);
            assertThat(agent.property("StatusText")).startsWith("live ");

            empty(STATE);
            assertThat(agent.systemctl("reload").exit()).isZero();
            assertNextPushWorks();
            assertServed(load.stop());
        }
    }

    @Test
    void logsThatCannotBeWrittenKeepNobodyFromServing() throws Exception {
        moveToSmallDisk(LOGS, "1m");
        try (Load load = load()) {
            fill(LOGS);
            assertThat(agent.systemctl("reload").exit()).isZero();
            assertNextPushWorks();
            empty(LOGS);
            assertNextPushWorks();
            assertServed(load.stop());
        }
    }

    /** The unit's mounts are its own, made when it starts. */
    private void moveToSmallDisk(String folder, String size) throws Exception {
        agent.systemctl("stop");
        host.exec(
                "sh",
                "-ec",
                "mv $0 $0.kept; mkdir $0; mount -t tmpfs -o size=$1 disk $0; chown shop:shop $0; chmod 750 $0; cp -a $0.kept/. $0/; rm -rf $0.kept",
                folder,
                size);
        agent.systemctl("start");
        awaitLive();
    }

    private void fill(String folder) throws Exception {
        assertThat(host.attempt("sh", "-c", "cat /dev/zero >$0/ballast", folder).err())
                .contains("No space left");
    }

    private void empty(String folder) throws Exception {
        host.exec("rm", folder + "/ballast");
    }
}
