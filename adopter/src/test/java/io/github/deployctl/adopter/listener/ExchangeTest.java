package io.github.deployctl.adopter.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private static final int PUBLIC = 3;
    private static final int PRIVATE = 4;
    private static final int APP = 9;
    private static final long OLD = 40;
    private static final long NEW = 30;
    private static final int ONE_SHOT = 1 << 30;

    private final KernelDouble kernel =
            new KernelDouble().socket(PUBLIC, NEW).socket(PRIVATE, OLD).socket(APP, OLD);
    private final Exchange exchange = new Exchange(kernel);

    @Test
    void registrationsMoveToTheNewFile() throws IOException {
        kernel.register(20, APP, 0x19);
        kernel.register(21, APP, ONE_SHOT);
        kernel.register(21, PRIVATE, 1);

        exchange.swap(APP, PRIVATE, PUBLIC);

        assertThat(kernel.socketInode(APP)).isEqualTo(NEW);
        assertThat(kernel.eventsByEpoll(APP, NEW)).isEqualTo(Map.of(20, 0x19, 21, ONE_SHOT | 1));
        assertThat(kernel.eventsByEpoll(APP, OLD)).isEmpty();
        assertThat(kernel.eventsByEpoll(PRIVATE, OLD)).isEqualTo(Map.of(21, 1));
        assertThat(kernel.dup2Calls()).containsExactly("3>9");
    }

    @Test
    void acceptorThatRegistersInBetweenIsMovedToo() throws IOException {
        kernel.register(20, APP, ONE_SHOT);
        AtomicInteger turns = new AtomicInteger();
        kernel.meanwhile(() -> {
            if (turns.getAndIncrement() == 0) {
                kernel.register(20, APP, ONE_SHOT | 1);
            }
        });

        exchange.swap(APP, PRIVATE, PUBLIC);

        assertThat(kernel.socketInode(APP)).isEqualTo(NEW);
        assertThat(kernel.eventsByEpoll(APP, NEW)).isEqualTo(Map.of(20, ONE_SHOT | 1));
        assertThat(kernel.eventsByEpoll(APP, OLD)).isEmpty();
        assertThat(kernel.dup2Calls()).containsExactly("3>9", "4>9", "3>9");
    }

    @Test
    void acceptorThatNeverStopsRegisteringIsAnErrorAndTheNewFileStays() {
        kernel.register(20, APP, ONE_SHOT);
        kernel.meanwhile(() -> {
            if (kernel.socketInode(APP) == OLD) {
                kernel.register(20, APP, ONE_SHOT | 1);
            }
        });

        assertThatThrownBy(() -> exchange.swap(APP, PRIVATE, PUBLIC)).isInstanceOf(IOException.class);

        assertThat(kernel.socketInode(APP)).isEqualTo(NEW);
    }

    @Test
    void registrationMadeBeforeTheBindIsKept() throws IOException {
        kernel.socket(APP, 77);
        kernel.register(20, APP, 1);

        exchange.replace(APP, PRIVATE);

        assertThat(kernel.eventsByEpoll(APP, OLD)).isEqualTo(Map.of(20, 1));
    }
}
