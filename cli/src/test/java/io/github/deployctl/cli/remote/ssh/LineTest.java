package io.github.deployctl.cli.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineTest {
    private final List<String> closed = new ArrayList<>();
    private final Line line = new Line();

    private Closeable wait(String name) {
        return () -> closed.add(name);
    }

    @Test
    void aCutEndsEveryWaitTheNearestFirstAndOnce() throws Exception {
        line.keep(wait("jump"));
        line.keep(wait("host"));

        line.cut();
        line.close();

        assertThat(line.isCut()).isTrue();
        assertThat(closed).containsExactly("jump", "host");
    }

    @Test
    void whatComesAfterACutIsClosedAtOnce() {
        line.cut();

        assertThatThrownBy(() -> line.keep(wait("late"))).isInstanceOf(IOException.class);
        assertThat(closed).containsExactly("late");
    }

    @Test
    void aWaitThatDoesNotCloseKeepsNoOtherOpen() throws Exception {
        Closeable broken = () -> {
            throw new IOException("gone");
        };
        line.keep(broken);
        line.keep(wait("host"));

        line.close();

        assertThat(closed).containsExactly("host");
    }
}
