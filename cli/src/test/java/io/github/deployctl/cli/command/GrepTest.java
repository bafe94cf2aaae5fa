package io.github.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.deployctl.cli.deploy.LogWatch;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GrepTest {
    private static final HostAddress WEB1 = HostAddress.parse("web1");

    private final List<Event> seen = new ArrayList<>();

    @Test
    void anExpressionThatIsTooCostlyForALineIsARefusalThatNamesTheOption() throws Exception {
        LogWatch.Reader reader = Grep.of("(a|b)+c").before((host, event) -> seen.add(event));
        Event.Logged fits = new Event.Logged(1, List.of("abc"), null);

        assertThat(reader.take(WEB1, fits)).isTrue();
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> reader.take(WEB1, new Event.Logged(1, List.of("ab".repeat(100_000)), null)))
                .satisfies(thrown -> {
                    assertThat(thrown.failure().code()).isEqualTo(FailureCode.USAGE);
                    assertThat(thrown.failure().message())
                            .isEqualTo("--grep \"(a|b)+c\" is too costly for a line of 200000 characters");
                });
        assertThat(seen).containsExactly(fits);
    }
}
