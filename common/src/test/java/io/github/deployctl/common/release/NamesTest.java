package io.github.deployctl.common.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final Checksum EMPTY =
            new Checksum("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a\\b", "-a", ".a", "a..b", "a b", "a\nb", "a\0b", "\u00e4"})
    void releaseIdThatIsNoPlainFolderNameIsRefused(String value) {
        assertThatThrownBy(() -> new ReleaseId(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void releaseIdOfTenKilobytesIsRefusedWithAShortMessage() {
        assertThatThrownBy(() -> new ReleaseId("a".repeat(10_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .extracting(Throwable::getMessage)
                .satisfies(message -> assertThat(message.toString()).hasSizeLessThan(200));
    }

    @ParameterizedTest
    @CsvSource({
        "1.4.2, 1.4.2-e3b0c442",
        "1.4.2+build 7, 1.4.2+build-7-e3b0c442",
        "../../etc, etc-e3b0c442",
        "'', release-e3b0c442",
        "20260101T120000Z, 20260101T120000Z-e3b0c442",
        "1..2, 1.2-e3b0c442",
    })
    void releaseIdIsMadeFromAnyVersion(String version, String id) {
        assertThat(ReleaseId.of(version, EMPTY)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Shop",
                "1shop",
                "shop_1",
                "sh op",
                "../shop",
                "shop/x",
                "sh\0op",
                "aaaaaaaaaabbbbbbbbbbccccccccccdd"
            })
    void appNameThatIsNoUserNameIsRefused(String value) {
        assertThatThrownBy(() -> new AppName(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void checksumIsThatOfTheBytes() throws IOException {
        assertThat(Checksum.of(new ByteArrayInputStream(new byte[0]))).isEqualTo(EMPTY);
        assertThat(Checksum.of(new ByteArrayInputStream("abc".getBytes(StandardCharsets.US_ASCII))))
                .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
                "../../../../etc/passwd"
            })
    void checksumThatIsNoneIsRefused(String value) {
        assertThatThrownBy(() -> new Checksum(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hostileValueIsShownOnOneShortPrintableLine() {
        assertThat(Quoted.of("a\nb\u001b[31m\u00e4")).isEqualTo("\"a?b?[31m?\"");
        assertThat(Quoted.of("x".repeat(100))).hasSize(65).endsWith("...\"");
    }
}
