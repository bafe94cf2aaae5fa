package io.github.deployctl.cli.remote.hostkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.host.HostAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KnownHostsTest {
    private static final HostAddress WEB = HostAddress.parse("web1.example.com");
    private static final HostAddress OTHER_PORT = HostAddress.parse("web1.example.com:2222");
    private static final HostKey KEY = key("ssh-ed25519", "one");
    private static final HostKey OTHER = key("ssh-ed25519", "two");
    private static final HostKey RSA = key("ssh-rsa", "three");

    private static final Verdict UNKNOWN = new Verdict.Unknown(null);

    @TempDir
    Path folder;

    /** A key that is well-formed and nobody's. */
    private static HostKey key(String type, String content) {
        byte[] name = type.getBytes(StandardCharsets.UTF_8);
        byte[] point = Arrays.copyOf(content.getBytes(StandardCharsets.UTF_8), 32);
        ByteBuffer blob = ByteBuffer.allocate(2048).putInt(name.length).put(name);
        if (type.equals("ssh-rsa")) {
            byte[] modulus = Arrays.copyOf(content.getBytes(StandardCharsets.UTF_8), 256);
            blob.putInt(3).put(new byte[] {1, 0, 1}).putInt(modulus.length).put(modulus);
        } else {
            blob.putInt(point.length).put(point);
        }
        return HostKey.of(type, Arrays.copyOf(blob.array(), blob.position()));
    }

    private static String line(String hosts, HostKey key) {
        return hosts + " " + key.type() + " " + key.base64() + " a comment\n";
    }

    private KnownHosts known(String... lines) throws Exception {
        Path file = folder.resolve("known_hosts");
        Files.writeString(file, String.join("", lines));
        return KnownHosts.read(List.of(file, folder.resolve("none")));
    }

    private static Verdict judge(KnownHosts hosts, HostAddress host, HostKey key) {
        return hosts.judge(host, key, Instant.EPOCH);
    }

    @Test
    void aListedKeyIsKnownWhateverTheCaseOfTheName() throws Exception {
        KnownHosts hosts = known("# comment\n", "\n", "broken\n", line("web1.example.com,10.0.0.1", KEY));

        assertThat(judge(hosts, WEB, KEY)).isInstanceOf(Verdict.Known.class);
        assertThat(judge(hosts, HostAddress.parse("WEB1.Example.com"), KEY)).isInstanceOf(Verdict.Known.class);
        assertThat(judge(hosts, HostAddress.parse("10.0.0.1"), KEY)).isInstanceOf(Verdict.Known.class);
        assertThat(judge(hosts, HostAddress.parse("web2.example.com"), KEY)).isEqualTo(UNKNOWN);
    }

    @Test
    void anotherKeyIsAChangeOfWhateverType() throws Exception {
        KnownHosts hosts = known("\n", line("web1.example.com", KEY));

        assertThat(judge(hosts, WEB, OTHER))
                .isEqualTo(new Verdict.Changed(KEY, folder.resolve("known_hosts") + ":2", null));
        assertThat(judge(hosts, WEB, RSA)).isInstanceOf(Verdict.Changed.class);
    }

    @Test
    void aHostMayHaveSeveralKeys() throws Exception {
        KnownHosts hosts = known(line("web1.example.com", OTHER), line("web1.example.com", KEY), line("*", RSA));

        assertThat(judge(hosts, WEB, KEY)).isInstanceOf(Verdict.Known.class);
        assertThat(judge(hosts, WEB, OTHER)).isInstanceOf(Verdict.Known.class);
        assertThat(hosts.types(WEB).plain()).containsExactlyInAnyOrder("ssh-ed25519", "ssh-rsa");
    }

    @Test
    void wildcardsAndNegationsAreUnderstood() throws Exception {
        KnownHosts hosts = known(line("*.example.com,!web?.example.com", KEY));

        assertThat(judge(hosts, HostAddress.parse("db.example.com"), KEY)).isInstanceOf(Verdict.Known.class);
        assertThat(judge(hosts, WEB, KEY)).isEqualTo(UNKNOWN);
        assertThat(judge(hosts, HostAddress.parse("example.org"), KEY)).isEqualTo(UNKNOWN);
    }

    @Test
    void aDotIsADot() throws Exception {
        assertThat(judge(known(line("web1.example.com", KEY)), HostAddress.parse("web1xexample.com"), KEY))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void hashedNamesAreFound() throws Exception {
        byte[] salt = "twenty bytes of salt".getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        byte[] hash = mac.doFinal("[web1.example.com]:2222".getBytes(StandardCharsets.UTF_8));
        Base64.Encoder base64 = Base64.getEncoder();
        KnownHosts hosts = known(line("|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(hash), KEY));

        assertThat(judge(hosts, OTHER_PORT, KEY)).isInstanceOf(Verdict.Known.class);
        assertThat(judge(hosts, WEB, KEY)).isEqualTo(UNKNOWN);
    }

    @Test
    void aBrokenHashIsAboutNobody() throws Exception {
        assertThat(judge(known(line("|1|***|***", KEY), line("|1|", KEY)), WEB, KEY))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void onAnotherPortThePlainNameConfirmsButDoesNotContradict() throws Exception {
        KnownHosts hosts = known(line("web1.example.com", KEY));

        assertThat(judge(hosts, OTHER_PORT, KEY)).isInstanceOf(Verdict.Known.class);
        assertThat(judge(hosts, OTHER_PORT, OTHER)).isEqualTo(UNKNOWN);
        assertThat(judge(known(line("[web1.example.com]:2222", KEY)), WEB, KEY)).isEqualTo(UNKNOWN);
    }

    @Test
    void aRevokedKeyIsRefusedThoughALineKnowsIt() throws Exception {
        KnownHosts hosts = known(line("web1.example.com", KEY), "@revoked " + line("*", KEY));

        assertThat(judge(hosts, WEB, KEY)).isEqualTo(new Verdict.Revoked(folder.resolve("known_hosts") + ":2"));
        assertThat(judge(hosts, OTHER_PORT, KEY)).isInstanceOf(Verdict.Revoked.class);
        assertThat(judge(hosts, WEB, OTHER)).isInstanceOf(Verdict.Changed.class);
    }

    @Test
    void theKeyOfAnAuthorityIsNoHostsOwn() throws Exception {
        KnownHosts hosts = known("@cert-authority " + line("*", KEY));

        assertThat(judge(hosts, WEB, KEY)).isEqualTo(UNKNOWN);
        assertThat(hosts.types(WEB)).isEqualTo(new KnownTypes(Set.of(), true));
    }

    /** A certificate for {@link #KEY} by {@link #OTHER}, without a signature that is one. */
    private static HostKey certificate(long validAfter, long validBefore) {
        ByteBuffer blob = ByteBuffer.allocate(2048);
        string(blob, "ssh-ed25519-cert-v01@openssh.com".getBytes(StandardCharsets.UTF_8));
        string(blob, new byte[32]);
        string(blob, Arrays.copyOf("one".getBytes(StandardCharsets.UTF_8), 32));
        blob.putLong(1).putInt(2);
        string(blob, new byte[0]);
        string(blob, new byte[0]);
        blob.putLong(validAfter).putLong(validBefore);
        string(blob, new byte[0]);
        string(blob, new byte[0]);
        string(blob, new byte[0]);
        string(blob, OTHER.blob());
        string(blob, new byte[0]);
        return HostKey.of(Arrays.copyOf(blob.array(), blob.position()));
    }

    private static void string(ByteBuffer blob, byte[] bytes) {
        blob.putInt(bytes.length).put(bytes);
    }

    @Test
    void aCertificateOfAFarFutureIsNotTaken() throws Exception {
        KnownHosts hosts = known("@cert-authority " + line("*", OTHER));
        long never = -1;

        for (long after : List.of(1L << 60, never)) {
            assertThat(judge(hosts, WEB, certificate(after, never)))
                    .isEqualTo(new Verdict.Unknown("it is not valid before the end of time"));
        }
        assertThat(judge(hosts, WEB, certificate(3600, never)))
                .isEqualTo(new Verdict.Unknown("it is not valid before 1970-01-01T01:00:00Z"));
        assertThat(hosts.judge(WEB, certificate(0, 3600), Instant.ofEpochSecond(7200)))
                .isEqualTo(new Verdict.Unknown("it expired at 1970-01-01T01:00:00Z"));
    }

    @Test
    void fingerprintsAreWrittenAsSshDoes() {
        String key = "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

        assertThat(new HostKey("ssh-ed25519", key).fingerprint())
                .isEqualTo("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU");
    }
}
