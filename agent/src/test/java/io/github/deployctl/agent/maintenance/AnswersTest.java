package io.github.deployctl.agent.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.protocol.Notice;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {
    private static final byte[] PAGE = new byte[100];

    private final Answers answers =
            new Answers(new Notice(Base64.getEncoder().encodeToString(PAGE), "text/plain", 90, List.of()));

    /** Five hundred who read slowly are answered at a time, by an agent with a heap of 16 MiB. */
    @ParameterizedTest
    @EnumSource(names = {"WHOLE", "HEAD_ONLY", "HTTP2", "TLS"})
    void everybodyIsSentTheSameBytesOfWhichThereIsOneCopy(Asked asked) {
        assertThat(answers.to(asked)).isNotEmpty().isSameAs(answers.to(asked));
    }

    @Test
    void thePageFollowsTheHeadThatIsSentWithoutIt() {
        String head = new String(answers.to(Asked.HEAD_ONLY), StandardCharsets.US_ASCII);

        assertThat(head).startsWith("HTTP/1.1 503 ").endsWith("\r\n\r\n").contains("Content-Length: " + PAGE.length);
        assertThat(answers.to(Asked.WHOLE))
                .startsWith(answers.to(Asked.HEAD_ONLY))
                .hasSize(head.length() + PAGE.length);
    }
}
