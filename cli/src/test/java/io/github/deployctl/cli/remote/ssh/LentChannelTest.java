package io.github.deployctl.cli.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.remote.AgentChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LentChannelTest {
    private final List<String> done = new ArrayList<>();

    /** Says what is done to it; {@link #broken} says that it does not end by itself. */
    private final class Way implements AgentChannel, Finishing {
        private final InputStream in;
        private boolean broken;

        Way(InputStream in) {
            this.in = in;
        }

        @Override
        public InputStream input() {
            return in;
        }

        @Override
        public OutputStream output() {
            return new ByteArrayOutputStream();
        }

        @Override
        public void finish() throws IOException {
            done.add("finished");
            if (broken) {
                throw new IOException("gone");
            }
        }

        @Override
        public void close() {
            done.add("cut");
        }
    }

    private LentChannel lent(Way way) {
        return new LentChannel(way, isWhole -> done.add(isWhole ? "back" : "lost"));
    }

    @Test
    void closedWhileNobodyWaitsItGivesTheConnectionBackOnce() throws Exception {
        LentChannel channel = lent(new Way(InputStream.nullInputStream()));
        channel.output().write(new byte[3]);
        assertThat(channel.input().read()).isEqualTo(-1);
        channel.close();
        channel.close();

        assertThat(done).containsExactly("finished", "back");
    }

    @Test
    void closedInTheMidstOfAReadItCutsTheConnection() throws Exception {
        LentChannel[] channel = new LentChannel[1];
        channel[0] = lent(new Way(new InputStream() {
            @Override
            public int read() {
                channel[0].close();
                return -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return read();
            }
        }));
        assertThat(channel[0].input().read()).isEqualTo(-1);

        assertThat(done).containsExactly("cut", "lost");
    }

    @Test
    void aConnectionThatDoesNotLetItEndIsCut() {
        Way way = new Way(InputStream.nullInputStream());
        way.broken = true;
        lent(way).close();

        assertThat(done).containsExactly("finished", "cut", "lost");
    }
}
