package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.e2e.app.OddJars;
import io.github.deployctl.e2e.bench.upload.SlowLine;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Page;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A line of 50 ms and 100 Mbit/s of which the host's kernel loses one packet in a hundred, each way. */
class LossyLineE2eIT extends BareHost {
    private static final int BYTES = 12 << 20;
    private static final long SEED = 3;
    private static final String RULES = """
            table inet lossy {
              counter lost { }
              chain up {
                type filter hook input priority 0;
                tcp dport 22 numgen random mod 100 < 1 counter name "lost" drop
              }
              chain down {
                type filter hook output priority 0;
                tcp sport 22 numgen random mod 100 < 1 counter name "lost" drop
              }
            }
            """;
    private static final Pattern PACKETS = Pattern.compile("packets (\\d+)");

    @Test
    void pushesAndRollbacksEndWellAndNothingIsTruncated() throws Exception {
        Needed.program("nft");
        setUp();
        Outcome before = push("1.0.0");
        assertThat(before.exit()).as(before.all()).isZero();
        host.write("/etc/lossy.nft", RULES);
        host.exec("nft", "--file", "/etc/lossy.nft");

        try (SlowLine line = SlowLine.to(new InetSocketAddress(host.address(), 22), SlowLine.Speed.FAR)) {
            reachThrough(line);
            Path whole = new OddJars(folder()).padded("2.0.0", BYTES, SEED);
            done(withKey("push", "--artifact", whole.toString()), "demo 2.0.0");
            assertThat(line.takeUp()).as("all of it went this way").isGreaterThan(BYTES);
            Path recipe = new OddJars(folder()).padded("2.1.0", BYTES, SEED);
            done(withKey("push", "--artifact", recipe.toString()), "demo 2.1.0");
            done(withKey("rollback"), "demo 2.0.0");
            Outcome status = withKey("status");
            assertThat(status.exit()).as(status.all()).isZero();
            assertThat(status.out()).contains("2.0.0-");

            assertThat(held("2.0.0-")).isEqualTo(HeldArtifacts.checksum(whole));
            assertThat(held("2.1.0-")).isEqualTo(HeldArtifacts.checksum(recipe));
        }
        assertThat(lost()).isPositive();
    }

    private void reachThrough(SlowLine line) throws IOException {
        Path known = folder().resolve("known_hosts");
        String key = Files.readString(known).replaceFirst("^\\S+", "[127.0.0.1]:" + line.port());
        Files.writeString(known, key, StandardOpenOption.APPEND);
        Path config = folder().resolve("deployctl.yml");
        Files.writeString(
                config, Files.readString(config).replace("shop@" + host.address(), "shop@127.0.0.1:" + line.port()));
    }

    private void done(Outcome outcome, String page) throws IOException {
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(Page.get(host.address(), PORT, "/")).isEqualTo(page);
    }

    /** How many packets the kernel has dropped. */
    private long lost() throws Exception {
        Matcher packets = PACKETS.matcher(host.exec("nft", "list", "counter", "inet", "lossy", "lost"));
        assertThat(packets.find()).isTrue();
        return Long.parseLong(packets.group(1));
    }

    private Checksum held(String version) throws IOException {
        return HeldArtifacts.of(host.root().resolve("var/lib/deployctl/shop"), version);
    }
}
