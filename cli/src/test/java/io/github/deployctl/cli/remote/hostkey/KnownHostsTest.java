package io.github.deployctl.cli.remote.hostkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.host.HostAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
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

    @TempDir
    Path folder;

    private static HostKey key(String type, String content) {
        return HostKey.of(type, content.getBytes(StandardCharsets.UTF_8));
    }

    private static String line(String hosts, HostKey key) {
        return hosts + " " + key.type() + " " + key.base64() + " a comment\n";
    }

    private KnownHosts known(String... lines) throws Exception {
        Path file = folder.resolve("known_hosts");
        Files.writeString(file, String.join("", lines));
        return KnownHosts.read(List.of(file, folder.resolve("none")));
    }

    private Verdict.Known isKnown() {
        return new Verdict.Known();
    }

    @Test
    void aListedKeyIsKnownWhateverTheCaseOfTheName() throws Exception {
        KnownHosts hosts = known("# comment\n", "\n", "broken\n", line("web1.example.com,10.0.0.1", KEY));

        assertThat(hosts.judge(WEB, KEY)).isEqualTo(isKnown());
        assertThat(hosts.judge(HostAddress.parse("WEB1.Example.com"), KEY)).isEqualTo(isKnown());
        assertThat(hosts.judge(HostAddress.parse("10.0.0.1"), KEY)).isEqualTo(isKnown());
        assertThat(hosts.judge(HostAddress.parse("web2.example.com"), KEY)).isEqualTo(new Verdict.Unknown());
    }

    @Test
    void anotherKeyOfTheSameTypeIsAChangeAndOneOfAnotherTypeIsUnknown() throws Exception {
        KnownHosts hosts = known("\n", line("web1.example.com", KEY));

        assertThat(hosts.judge(WEB, OTHER)).isEqualTo(new Verdict.Changed(KEY, folder.resolve("known_hosts") + ":2"));
        assertThat(hosts.judge(WEB, RSA)).isEqualTo(new Verdict.Unknown());
    }

    @Test
    void aHostMayHaveSeveralKeys() throws Exception {
        KnownHosts hosts = known(line("web1.example.com", OTHER), line("web1.example.com", KEY), line("*", RSA));

        assertThat(hosts.judge(WEB, KEY)).isEqualTo(isKnown());
        assertThat(hosts.judge(WEB, OTHER)).isEqualTo(isKnown());
        assertThat(hosts.typesOf(WEB)).containsExactly("ssh-ed25519", "ssh-rsa");
    }

    @Test
    void wildcardsAndNegationsAreUnderstood() throws Exception {
        KnownHosts hosts = known(line("*.example.com,!web?.example.com", KEY));

        assertThat(hosts.judge(HostAddress.parse("db.example.com"), KEY)).isEqualTo(isKnown());
        assertThat(hosts.judge(WEB, KEY)).isEqualTo(new Verdict.Unknown());
        assertThat(hosts.judge(HostAddress.parse("example.org"), KEY)).isEqualTo(new Verdict.Unknown());
    }

    @Test
    void aDotIsADot() throws Exception {
        assertThat(known(line("web1.example.com", KEY)).judge(HostAddress.parse("web1xexample.com"), KEY))
                .isEqualTo(new Verdict.Unknown());
    }

    @Test
    void hashedNamesAreFound() throws Exception {
        byte[] salt = "twenty bytes of salt".getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        byte[] hash = mac.doFinal("[web1.example.com]:2222".getBytes(StandardCharsets.UTF_8));
        Base64.Encoder base64 = Base64.getEncoder();
        KnownHosts hosts = known(line("|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(hash), KEY));

        assertThat(hosts.judge(OTHER_PORT, KEY)).isEqualTo(isKnown());
        assertThat(hosts.judge(WEB, KEY)).isEqualTo(new Verdict.Unknown());
    }

    @Test
    void aBrokenHashIsAboutNobody() throws Exception {
        assertThat(known(line("|1|***|***", KEY), line("|1|", KEY)).judge(WEB, KEY))
                .isEqualTo(new Verdict.Unknown());
    }

    @Test
    void onAnotherPortThePlainNameConfirmsButDoesNotContradict() throws Exception {
        KnownHosts hosts = known(line("web1.example.com", KEY));

        assertThat(hosts.judge(OTHER_PORT, KEY)).isEqualTo(isKnown());
        assertThat(hosts.judge(OTHER_PORT, OTHER)).isEqualTo(new Verdict.Unknown());
        assertThat(known(line("[web1.example.com]:2222", KEY)).judge(WEB, KEY)).isEqualTo(new Verdict.Unknown());
    }

    @Test
    void aRevokedKeyIsRefusedThoughALineKnowsIt() throws Exception {
        KnownHosts hosts = known(line("web1.example.com", KEY), "@revoked " + line("*", KEY));

        assertThat(hosts.judge(WEB, KEY)).isEqualTo(new Verdict.Revoked(folder.resolve("known_hosts") + ":2"));
        assertThat(hosts.judge(OTHER_PORT, KEY)).isInstanceOf(Verdict.Revoked.class);
        assertThat(hosts.judge(WEB, OTHER)).isInstanceOf(Verdict.Changed.class);
    }

    @Test
    void theKeyOfAnAuthorityIsNoHostsOwn() throws Exception {
        KnownHosts hosts = known("@cert-authority " + line("*", KEY));

        assertThat(hosts.judge(WEB, KEY)).isEqualTo(new Verdict.Unknown());
        assertThat(hosts.typesOf(WEB)).isEmpty();
    }

    @Test
    void fingerprintsAreWrittenAsSshDoes() {
        String key = "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

        assertThat(new HostKey("ssh-ed25519", key).fingerprint())
                .isEqualTo("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU");
    }
}
