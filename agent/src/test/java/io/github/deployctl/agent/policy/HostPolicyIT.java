package io.github.deployctl.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy's file, and signatures as OpenSSH itself makes and judges them. */
class HostPolicyIT {
    private static final String REQUIRED = "signatures required\nsigners allowed\nprincipal release@example.com\n";

    private @TempDir Path folder;
    private Path file;
    private Path jar;
    private HostPolicy policy;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("shop.policy");
        jar = Files.writeString(folder.resolve("app.jar"), "what a jar has in it");
        policy = new HostPolicy(file, (Integer) Files.getAttribute(folder, "unix:uid"));
    }

    @Test
    void withoutAFileEverythingIsAllowed() throws Exception {
        policy.requireFetching();
        assertThat(policy.signers()).isEmpty();
    }

    @Test
    void whatTheFileForbidsIsRefused() throws Exception {
        declare("# no downloads\n\nfrom-host   off\n");

        assertThatThrownBy(policy::requireFetching).hasMessageContaining("from-host off");
        assertThat(policy.signers()).isEmpty();
    }

    @Test
    void aDoubtfulFileAllowsNothing() throws Exception {
        for (String text : List.of(
                "signature required\n",
                "signatures on\n",
                "from-host\n",
                "signatures required\n",
                "x".repeat(70_000))) {
            declare(text);
            assertThatThrownBy(policy::signers).as(text).isInstanceOf(FailureException.class);
        }
        declare("from-host on\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThatThrownBy(policy::requireFetching).hasMessageContaining("written by others than root");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        HostPolicy others = new HostPolicy(file, 4711);
        assertThatThrownBy(others::requireFetching).hasMessageContaining("written by others than root");
        Files.delete(file);
        Files.createSymbolicLink(file, folder.resolve("nowhere"));
        assertThatThrownBy(policy::requireFetching).isInstanceOf(FailureException.class);
    }

    @Test
    void aSignatureOfTheNamedSignerOverTheseBytesIsTakenAndNoOther() throws Exception {
        declare(REQUIRED);
        Path key = key("key");
        Path other = key("other");
        allow("release@example.com namespaces=\"deployctl\" " + Files.readString(folder.resolve("key.pub"))
                + "somebody@example.com " + Files.readString(folder.resolve("other.pub")));
        Signers signers = policy.signers().orElseThrow();

        signers.require(new Signed("refused", sign(key, "deployctl"), jar), folder);

        assertRefused(signers, null, "is not signed");
        assertRefused(signers, sign(other, "deployctl"), "is not one of release@example.com");
        assertRefused(signers, sign(key, "file"), "is not one of release@example.com");
        assertRefused(signers, "-----BEGIN SSH SIGNATURE-----\nrubbish\n", "is not one of");
        String good = sign(key, "deployctl");
        Files.writeString(jar, "what a jar has in it?");
        assertRefused(signers, good, "is not one of");
        try (var left = Files.newDirectoryStream(folder, "partial-*")) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void signersThatOthersCouldHaveWrittenVouchForNothing() throws Exception {
        declare(REQUIRED);
        assertThatThrownBy(policy::signers).hasMessageContaining("cannot be looked at");
        allow("");
        Files.setPosixFilePermissions(folder.resolve("allowed"), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThatThrownBy(policy::signers).hasMessageContaining("written by others than root");
    }

    private void assertRefused(Signers signers, @org.jspecify.annotations.Nullable String signature, String why) {
        assertThatThrownBy(() -> signers.require(new Signed("refused", signature, jar), folder))
                .isInstanceOfSatisfying(FailureException.class, e -> {
                    assertThat(e.failure().code()).isEqualTo(FailureCode.ARTIFACT_INVALID);
                    assertThat(e.failure().message()).startsWith("refused: ").contains(why);
                    assertThat(e.failure().hint()).isNotBlank();
                });
    }

    private void declare(String text) throws IOException {
        write(file, text);
    }

    private void allow(String text) throws IOException {
        write(folder.resolve("allowed"), text);
    }

    private static void write(Path target, String text) throws IOException {
        Files.writeString(target, text);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private Path key(String name) throws Exception {
        Path key = folder.resolve(name);
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        return key;
    }

    private String sign(Path key, String namespace) throws Exception {
        Path signature = folder.resolve("app.jar.sig");
        Files.deleteIfExists(signature);
        run("ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", key.toString(), jar.toString());
        return Files.readString(signature);
    }

    private static void run(String... words) throws Exception {
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
    }
}
