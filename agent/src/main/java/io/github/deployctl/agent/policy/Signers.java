package io.github.deployctl.agent.policy;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Who may sign, as {@code ssh-keygen -Y verify} decides (ssh-keygen(1), ALLOWED SIGNERS).
 *
 * @param file of allowed signers
 * @param principal who must have signed
 */
public record Signers(Path file, String principal) {
    /** What the signature must be for, so that none that was made for something else will do. */
    private static final String NAMESPACE = "deployctl";

    private static final int SECONDS = 60;
    private static final int LONGEST_ANSWER = 400;

    /**
     * Makes sure that the artifact is signed by one of them. Blocks while its bytes are read.
     *
     * @param folder for the signature while it is looked at
     * @throws FailureException {@code ARTIFACT_INVALID} when it is not
     */
    public void require(Signed signed, Path folder) throws FailureException {
        String signature = signed.signature();
        if (signature == null) {
            throw invalid(signed, "it is not signed, and the host takes nothing else")
                    .hint("sign it: ssh-keygen -Y sign -n " + NAMESPACE
                            + " -f KEY JAR; JAR.sig beside it is sent, or another with --signature")
                    .asException();
        }
        try {
            Path written = Files.createTempFile(folder, "partial-signature-", "");
            try {
                Files.writeString(written, signature);
                verify(written, signed);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw invalid(signed, "its signature could not be checked: " + e.getMessage())
                    .asException();
        }
    }

    private void verify(Path signature, Signed signed) throws IOException, FailureException {
        Process process;
        try {
            process = new ProcessBuilder(List.of(
                            "ssh-keygen",
                            "-Y",
                            "verify",
                            "-f",
                            file.toString(),
                            "-I",
                            principal,
                            "-n",
                            NAMESPACE,
                            "-s",
                            signature.toString()))
                    .redirectInput(signed.artifact().toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw invalid(signed, "its signature could not be checked: there is no ssh-keygen on the host")
                    .hint("on the host: apt-get install openssh-client, or the package that has ssh-keygen")
                    .asException();
        }
        try {
            // What it says is a line or two, which its pipe holds.
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw invalid(
                                signed,
                                "its signature was not checked within " + SECONDS + "s (deadline signature.timeout)")
                        .asException();
            }
            if (process.exitValue() != 0) {
                String said = new String(process.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
                throw invalid(
                                signed,
                                "its signature is not one of " + principal + ": "
                                        + said.strip().replace('\n', ' '))
                        .hint("sign it with a key that " + file + " on the host lists for " + principal
                                + ": ssh-keygen -Y sign -n " + NAMESPACE + " -f KEY JAR, then push")
                        .asException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw invalid(signed, "its signature was not checked: interrupted").asException();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Failure invalid(Signed signed, String why) {
        return Failure.of(FailureCode.ARTIFACT_INVALID, signed.refusal() + ": " + why)
                .hint("try again; if it stays so, look at ssh-keygen on the host");
    }
}
