package io.github.deployctl.adopter.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox();
    private Selector reader;

    @BeforeEach
    void open() throws IOException {
        reader = Selector.open();
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
    }

    @Test
    void stateIsDroppedWhileThereIsNoConnectionAndWhatIsNoStateWaitsForOne() {
        outbox.add("bound http");
        outbox.keep("undeclared * 9090");
        outbox.open(reader, List.of("hello", "bound http"));

        assertThat(outbox.take()).containsExactly("hello", "bound http", "undeclared * 9090");
        assertThat(outbox.take()).isEmpty();
    }

    @Test
    void keptLineOutlivesAConnectionThatDidNotTakeItAndIsTakenOnce() {
        outbox.open(reader, List.of("hello"));
        outbox.add("done 1");
        outbox.keep("undeclared * 9090");
        outbox.close();
        outbox.open(reader, List.of("hello"));

        assertThat(outbox.take()).containsExactly("hello", "undeclared * 9090");
        outbox.close();
        outbox.open(reader, List.of("hello"));
        assertThat(outbox.take()).containsExactly("hello");
    }

    @Test
    void readerIsWokenByBothKinds() throws IOException {
        outbox.open(reader, List.of());
        outbox.add("done 1");
        reader.select();
        outbox.keep("undeclared * 9090");
        reader.select();

        assertThat(outbox.take()).containsExactly("done 1", "undeclared * 9090");
    }
}
