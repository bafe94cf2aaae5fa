package io.github.deployctl.common.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.deployctl.common.release.Checksum;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginTest {
    private static final String SHA = "#sha256=" + "aB".repeat(32);

    @Test
    void urlAndChecksumAreTakenApart() {
        Origin origin = Origin.parse("https://repo.example.com/a/shop-1.4.2.jar?token=secret" + SHA);

        assertThat(origin.uri()).hasToString("https://repo.example.com/a/shop-1.4.2.jar?token=secret");
        assertThat(origin.checksum()).isEqualTo(new Checksum("ab".repeat(32)));
        assertThat(origin.fileName()).isEqualTo("shop-1.4.2.jar");
        assertThat(origin.version()).contains("1.4.2");
        assertThat(origin).hasToString("https://repo.example.com/a/shop-1.4.2.jar");
    }

    @Test
    void whatIsNotHttpsOrHasNoChecksumOrAPasswordIsRefused() {
        for (String text : List.of(
                "https://example.com/a.jar",
                "https://example.com/a.jar#sha256=12",
                "https://example.com/a.jar#sha1=" + "a".repeat(40),
                "http://example.com/a.jar" + SHA,
                "http://127.0.0.1.example.com/a.jar" + SHA,
                "http://169.254.169.254/a.jar" + SHA,
                "https://me:secret@example.com/a.jar" + SHA,
                "file:///etc/passwd" + SHA,
                "ftp://example.com/a.jar" + SHA,
                "jar:https://example.com/a.jar!/b" + SHA,
                "https:///a.jar" + SHA,
                "https://exa mple.com/" + SHA,
                "https://example.com/" + "a".repeat(9000) + SHA)) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> Origin.parse(text));
        }
    }

    @Test
    void loopbackNeedsNoTls() {
        for (String host : List.of("127.0.0.1:8080", "localhost", "[::1]:80")) {
            assertThat(Origin.parse("http://" + host + "/" + SHA).fileName()).isEqualTo("artifact.jar");
        }
    }

    @Test
    void aRedirectNeverLeavesHttps() {
        URI https = URI.create("https://example.com/a/b.jar");
        assertThat(Origin.redirect(https, "c.jar")).contains(URI.create("https://example.com/a/c.jar"));
        assertThat(Origin.redirect(https, "//other.example.com/c.jar"))
                .contains(URI.create("https://other.example.com/c.jar"));
        for (String to : List.of("http://example.com/a.jar", "http://127.0.0.1/a.jar", "file:///etc/passwd", "::")) {
            assertThat(Origin.redirect(https, to)).as(to).isEmpty();
        }
        assertThat(Origin.redirect(https, null)).isEmpty();
    }

    @Test
    void whatIsRefusedIsNamedWithoutItsQuery() {
        for (String url : List.of(
                "http://example.com/a.jar?token=s3cret#sha256=" + "0".repeat(64),
                "https://example.com/a.jar?token=s3cret",
                "https://example.com/a b.jar?token=s3cret#sha256=" + "0".repeat(64))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Origin.parse(url))
                    .withMessageContaining("//example.com/a")
                    .withMessageNotContaining("s3cret");
        }
    }
}
