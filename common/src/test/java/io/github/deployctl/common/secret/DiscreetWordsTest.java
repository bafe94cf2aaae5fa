package io.github.deployctl.common.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DiscreetWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-Dpassword=hunter2|-Dpassword=***",
                "-Dspring.datasource.password=a b=c|-Dspring.datasource.password=***",
                "--token=abc|--token=***",
                "API_KEY=abc|API_KEY=***",
                "-javaagent:/a.jar=level=1,token=abc|-javaagent:/a.jar=level=1,token=***",
                "--url=jdbc:postgresql://shop:hunter2@db/shop|--url=jdbc:postgresql://shop:***@db/shop",
                "jdbc:postgresql://db/shop?user=shop&password=hunter2&ssl=on|jdbc:postgresql://db/shop?user=shop&password=***&ssl=on",
                "jdbc:oracle:thin:scott/tiger@db:1521/shop|jdbc:oracle:thin:scott/***@db:1521/shop",
                "https://ghp_0123456789abcdefghij@github.com/a|https://***@github.com/a",
                "https://hooks.slack.com/services/T0AB/B0AB/a1b2c3d4e5f6a7b8c9d0e1f2|https://hooks.slack.com/services/T0AB/B0AB/***",
                "https://hc-ping.com/5c5c5a36-1a2b-4c3d-8e9f-0a1b2c3d4e5f|https://hc-ping.com/***",
                "./notify --token abc --to ops|./notify --token *** --to ops",
                "./notify --token 'a b' x|./notify --token *** x",
                "TOKEN=abc ./notify && echo done|TOKEN=*** ./notify && echo done",
                "curl -u ops:hunter2 https://web1/|curl -u ops:*** https://web1/",
                "curl -H \"Authorization: Bearer abc\" https://web1/|curl -H \"Authorization: Bearer ***\" https://web1/",
                "curl -H 'X-Api-Key: abc' https://web1/|curl -H 'X-Api-Key: ***' https://web1/",
                "curl -H 'X-Api-Key:abc' https://web1/|curl -H 'X-Api-Key:***' https://web1/",
                "curl -HX-Api-Key:abc https://web1/|curl -HX-Api-Key:*** https://web1/",
                "--spring.application.json={\"spring.datasource.password\":\"hunter2!\"}|--spring.application.json={\"spring.datasource.password\":***}",
                "curl -d '{\"to\": \"ops\", \"api_token\": \"a b\"}'|curl -d '{\"to\": \"ops\", \"api_token\": ***}'",
                "curl -d \"{\\\"api_token\\\": \\\"x\\\"}\"|curl -d \"{\\\"api_token\\\": ***}\"",
                "--json={'pin_token': 1234, 'x': 1}|--json={'pin_token': ***, 'x': 1}",
            })
    void whatLooksLikeASecretIsHidden(String text, String shown) {
        assertThat(DiscreetWords.of(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-Xmx512m",
                "-XX:CompilerDirectivesFile=/etc/keys",
                "-XX:+UseSerialGC",
                "-Dserver.port=8081",
                "--spring.profiles.active=production",
                "https://web1.example.com:8443/up?deep=1",
                "ssh://deploy@web1/srv",
                "./migrate --to 12",
                "./notify --token $TOKEN",
                "./notify --token \"${TOKEN}\" && echo done",
                "--password=${DB_PASSWORD}",
                "exec java -jar {artifact}",
                "docker run auth-service:1.4",
                "--json={\"user\": \"shop\"}",
                "target/shop-1.4.2-20260517T102030Z-0123456789ab.jar",
                "/run/deployctl/shop/agent.sock",
                "[::1]:8080"
            })
    void anythingElseIsAsItIs(String text) {
        assertThat(DiscreetWords.of(text)).isEqualTo(text);
    }

    /** The square of its length would be minutes. */
    @Test
    @Timeout(20)
    void oneLongWordIsLookedAtOnce() {
        String word = "-Dlicence" + "a".repeat(1_000_000);
        assertThat(DiscreetWords.of(word)).isEqualTo(word);
        assertThat(DiscreetWords.of("x " + word)).isEqualTo("x " + word);
    }

    @Test
    void aWordThatFollowsAnOptionIsWhatThatSays() {
        assertThat(DiscreetWords.of(
                        List.of("./run", "--password", "hunter2", "-u", "ops:hunter2", "--user", "ops", "x")))
                .containsExactly("./run", "--password", "***", "-u", "ops:***", "--user", "ops", "x");
        assertThat(DiscreetWords.of(List.of("--ask-password", "--port", "8080", "--token", "$TOKEN")))
                .containsExactly("--ask-password", "--port", "8080", "--token", "$TOKEN");
        assertThat(DiscreetWords.of(
                        List.of("curl", "-H", "X-Api-Key:abc", "-H", "Accept:text/html", "--header", "Cookie: a=b")))
                .containsExactly("curl", "-H", "X-Api-Key:***", "-H", "Accept:text/html", "--header", "Cookie: ***");
        assertThat(DiscreetWords.of(List.of("sh", "-c", "TOKEN=abc exec ./run")))
                .containsExactly("sh", "-c", "TOKEN=*** exec ./run");
    }
}
