package io.github.deployctl.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.agent.policy.HostPolicy;
import io.github.deployctl.agent.release.Arrival;
import io.github.deployctl.agent.release.Incoming;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pushes and rollbacks the host's policy lets through, with signatures that OpenSSH makes and judges. */
class AdmissionIT {
    private static final String REQUIRED = "signatures required\nsigners allowed\nprincipal release@example.com\n";
    private static final Declaration DECLARATION =
            Declaration.of(new AppName("shop"), Map.of("http", ListenAddress.parse("8080")));

    private @TempDir Path folder;
    private StorePaths paths;
    private ReleaseStore store;
    private Incoming incoming;
    private Admission admission;

    @BeforeEach
    void open() throws Exception {
        paths = new StorePaths(folder.resolve("state"), folder, folder, folder.resolve("shop.env"));
        store = new ReleaseStore(paths, Faults.NONE);
        store.open();
        incoming = store.incoming(InstantSource.system());
        HostPolicy policy = new HostPolicy(paths.policyFile(), (Integer) Files.getAttribute(folder, "unix:uid"));
        admission = new Admission(policy, incoming, store);
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve("key").toString());
        allow("release@example.com " + Files.readString(folder.resolve("key.pub")));
    }

    private Release push(String version, boolean signed) throws Exception {
        byte[] bytes = ("jar " + version).getBytes(StandardCharsets.UTF_8);
        Checksum checksum = Checksum.of(new ByteArrayInputStream(bytes));
        try (Arrival arrival = incoming.expect(checksum, bytes.length)) {
            arrival.receive(new ByteArrayInputStream(bytes));
        }
        ReleaseId id = ReleaseId.of(version, checksum);
        admission.admit(new Request.Deploy(id, checksum, DECLARATION, false, signed ? sign(bytes) : null));
        return store.install(id, checksum, DECLARATION);
    }

    private Request.RollBack rollBack(Release to) throws Exception {
        return admission.admit(new Request.RollBack(null, 0, null, "slow", false), asked -> to);
    }

    @Test
    void whatWasPushedUnderALaxPolicyIsLookedAtWhenItIsGoneBackTo() throws Exception {
        Release plain = push("1", false);
        Release signed = push("2", true);
        assertThat(rollBack(plain).to()).as("no policy, nothing is looked at").isNull();

        write(paths.policyFile(), REQUIRED);

        assertRefused(plain, "nothing was rolled back: release " + plain.id() + " is refused: it is not signed");
        assertThat(rollBack(signed))
                .as("exactly what was looked at")
                .isEqualTo(new Request.RollBack(signed.id(), 0, null, "slow", false));
    }

    @Test
    void aSignerWhoWasRemovedSinceVouchesForNothing() throws Exception {
        write(paths.policyFile(), REQUIRED);
        Release signed = push("1", true);
        assertThat(rollBack(signed).to()).isEqualTo(signed.id());

        allow("somebody@example.com " + Files.readString(folder.resolve("key.pub")));

        assertRefused(signed, "its signature is not one of release@example.com");
    }

    @Test
    void aSignatureIsKeptAsLongAsItsArtifact() throws Exception {
        Release signed = push("1", true);
        Files.writeString(paths.signatures().resolve("ab".repeat(32) + ".sig"), "of one that has been pruned");

        Release next = push("2", true);

        try (var kept = Files.list(paths.signatures())) {
            assertThat(kept.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(signed.artifact() + ".sig", next.artifact() + ".sig");
        }
    }

    private void assertRefused(Release to, String why) {
        assertThatThrownBy(() -> rollBack(to)).isInstanceOfSatisfying(FailureException.class, e -> {
            assertThat(e.failure().message()).contains(why);
            assertThat(e.failure().hint()).contains("ssh-keygen -Y sign");
        });
    }

    private void allow(String text) throws IOException {
        write(folder.resolve("allowed"), text);
    }

    private static void write(Path target, String text) throws IOException {
        Files.writeString(target, text);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private String sign(byte[] bytes) throws Exception {
        Path jar = Files.write(folder.resolve("app.jar"), bytes);
        Files.deleteIfExists(folder.resolve("app.jar.sig"));
        run(
                "ssh-keygen",
                "-q",
                "-Y",
                "sign",
                "-n",
                "deployctl",
                "-f",
                folder.resolve("key").toString(),
                jar.toString());
        return Files.readString(folder.resolve("app.jar.sig"));
    }

    private static void run(String... words) throws Exception {
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
    }
}
