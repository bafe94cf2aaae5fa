package io.github.deployctl.common.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.deployctl.common.json.Json;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class RedactorTest {
    private static final String PASSWORD = "p4$$(rm -rf)'\"\\\n<ä&€=§>.*[x]+";

    @Test
    void aValueIsTakenOutWhereverItStands() {
        assertThat(knowing("hunter2-and-more").redact("user=x hunter2-and-more, again:hunter2-and-more"))
                .isEqualTo("user=x ***, again:***");
    }

    @Test
    void eightCharactersInARowAreAPartAndSevenAreNot() {
        Redactor redactor = knowing("abcdefghijklmnop");
        assertThat(redactor.redact("it begins with abcdefgh")).isEqualTo("it begins with ***");
        assertThat(redactor.redact("somewhere efghijkl")).isEqualTo("somewhere ***");
        assertThat(redactor.redact("abcdefg hijklmn")).isEqualTo("abcdefg hijklmn");
    }

    @Test
    void everyUsualFormOfAValueIsTakenOut() {
        Redactor redactor = knowing(PASSWORD);
        byte[] bytes = PASSWORD.getBytes(StandardCharsets.UTF_8);
        List<String> forms = List.of(
                PASSWORD,
                Json.write(Map.of("k", PASSWORD)),
                URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8),
                URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString(bytes),
                Base64.getEncoder().encodeToString(("user:" + PASSWORD).getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(("use:" + PASSWORD + "?").getBytes(StandardCharsets.UTF_8)),
                new String(bytes, StandardCharsets.ISO_8859_1));
        for (String form : forms) {
            String left = redactor.redact("<<" + form + ">>");
            assertThat(left).contains(Redactor.INSTEAD);
            // Of Base64 the ends may be shared with what stands beside it.
            assertThat(left.replace("***", "").length()).as(left).isLessThan(16);
        }
    }

    @Test
    void aShortValueIsTakenOutOfWhatIsReadByteByByteToo() {
        String line = new String("password is grün12\n".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(knowing("grün12").redact(line)).isEqualTo("password is ***\n");
    }

    @Test
    void aShortValueIsTakenOutAsAWordOnlyAndAVeryShortOneNever() {
        Redactor redactor = knowing("s3cr", "abc", "true");
        assertThat(redactor.redact("pw=s3cr; s3crets abc true")).isEqualTo("pw=***; s3crets abc true");
        assertThat(Redactor.isTakenOut("abc")).isFalse();
        assertThat(Redactor.isTakenOut("true")).isFalse();
    }

    @Test
    void linesOfAKeyAreTakenOutAndItsArmourStays() {
        String key =
                "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEG\nCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----\n";
        Redactor redactor = knowing(key);
        assertThat(redactor.redact("no -----BEGIN PRIVATE KEY----- here"))
                .isEqualTo("no -----BEGIN PRIVATE KEY----- here");
        assertThat(redactor.redact("x CCqGSM49AwEHBG0wawIBAQQg y")).isEqualTo("x *** y");
    }

    @Test
    void whatAnybodyMayKnowStays() {
        Redactor redactor =
                Redactor.of(List.of("postgres://u:verysecret@db.example.com/x"), List.of("web1.example.com"));
        assertThat(redactor.redact("web1.example.com: verysecret")).isEqualTo("web1.example.com: ***");
    }

    @Test
    void rulesOfATableStay() {
        assertThat(knowing("a----------------b").redact("----------")).isEqualTo("----------");
    }

    @Test
    void piecesThatEndAnywhereHideTheSameAsTheWhole() {
        Redactor redactor = knowing("correct horse battery", "s3cr3t");
        String text = "one correct horse battery two\nthree s3cr3t fourcorrect horse battery\n\u00ff\u0000 five s3cr3t";
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            RedactedBytes stream = new RedactedBytes(redactor);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(9));
                out.writeBytes(stream.take(Arrays.copyOfRange(bytes, at, at + length), length));
                at += length;
            }
            out.writeBytes(stream.rest());
            assertThat(out.toString(StandardCharsets.ISO_8859_1))
                    .isEqualTo("one *** two\nthree *** four***\n\u00ff\u0000 five ***");
        }
    }

    @Test
    void secretsThatOverlapLeaveNothingOfEither() {
        Redactor redactor = knowing("alpha-bravo-charlie", "charlie-delta-echo", "bravo-charlie-delta");
        assertThat(redactor.redact("<alpha-bravo-charlie-delta-echo>")).isEqualTo("<***>");
    }

    @Test
    void linesOfAValueAreTakenOutAlsoWhereTheyAreShort() {
        Redactor redactor = knowing("hunter2\r\nT0ps3c\nno\n12345\ncorrect horse\n");
        assertThat(redactor.redact("hunter2 | T0ps3c | no | 12345 | correct horse"))
                .isEqualTo("*** | *** | no | 12345 | ***");
        assertThat(stream(redactor, "x hunter2\nT0ps3c\n", 3)).isEqualTo("x ***\n***\n");
    }

    @Test
    void numberOfFewDigitsStays() {
        assertThat(knowing("8080", "123456").redact("port 8080, pin 123456")).isEqualTo("port 8080, pin ***");
    }

    @Test
    void aShellsQuotingHidesNothing() {
        Redactor redactor = knowing("it's \"5 o'clock\" $HOME");
        String left = redactor.redact("export A='it'\\''s \"5 o'\\''clock\" $HOME'");
        assertThat(left).isEqualTo("export A='***'");
    }

    @Test
    void longValueIsKnownAsItIs() {
        String pseudo = new Random(7)
                .ints(20_000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        assertThat(knowing(pseudo).redact("x" + pseudo.substring(9_000, 9_008) + " y"))
                .isEqualTo("x*** y");
    }

    /** Were it not linear, one line of 10 MB in small pieces would take hours. */
    @Test
    @Timeout(20)
    void tenMegabytesWithoutALineEndTakeASecond() {
        Redactor redactor = knowing("correct horse battery", "s3cr3t", PASSWORD, "another-one-of-them-0123456789");
        byte[] piece = "no line ends here and nothing is secret but s3cr3t; "
                .repeat(20)
                .getBytes(StandardCharsets.ISO_8859_1);
        RedactedBytes stream = new RedactedBytes(redactor);
        long shown = 0;
        long taken = 0;
        for (; taken < 10 << 20; taken += piece.length) {
            shown += stream.take(piece, piece.length).length;
        }
        shown += stream.rest().length;
        long times = taken / piece.length * 20;
        assertThat(taken - shown).isEqualTo(times * ("s3cr3t".length() - "***".length()));
    }

    @Test
    void anyValueAtAllIsTakenOutOfAnyText() {
        Random random = new Random(4711);
        String signs = "\\u$%&'\"<>=+/ \n\t{}abc019\u00e4\u2603";
        for (int round = 0; round < 500; round++) {
            String value = random.ints(8 + random.nextInt(30), 0, signs.length())
                    .mapToObj(i -> signs.substring(i, i + 1))
                    .collect(Collectors.joining());
            Redactor redactor = knowing(value, "\\u12$4 \\u$\\$$");
            for (String text : List.of(value, Json.write(value), URLEncoder.encode(value, StandardCharsets.UTF_8))) {
                String left = redactor.redact("<<<<<<<<" + text + ">>>>>>>>");
                // What is blank or of one sign alone is none.
                assertThat(left.contains(text) && text.chars().distinct().count() > 2)
                        .as(text)
                        .isFalse();
            }
        }
    }

    @Test
    void aSecretIsNotInItsText() {
        Secret secret = Secret.of("DB_PASSWORD", PASSWORD);
        assertThat(secret.value()).isEqualTo(PASSWORD);
        assertThat(secret.toString()).isEqualTo("Secret[DB_PASSWORD]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.name("A=hunter2hunter2"))
                .withMessageNotContaining("hunter2");
        assertThatIllegalArgumentException().isThrownBy(() -> Secret.of("DEPLOYCTL_TOKEN", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> Secret.of("A", "x\0y"));
    }

    private static String stream(Redactor redactor, String text, int pieces) {
        RedactedBytes stream = new RedactedBytes(redactor);
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += pieces) {
            byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + pieces));
            out.writeBytes(stream.take(piece, piece.length));
        }
        out.writeBytes(stream.rest());
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static Redactor knowing(String... values) {
        return Redactor.of(List.of(values), List.of());
    }
}
