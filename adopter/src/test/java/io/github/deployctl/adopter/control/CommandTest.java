package io.github.deployctl.adopter.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    private final List<String> carriedOut = new ArrayList<>();

    @Test
    void answerNamesTheCommand() {
        assertThat(run("live 7")).isEqualTo("done 7");
        assertThat(run("drain 8")).isEqualTo("done 8");
        assertThat(run("classes 9")).isEqualTo("done 9");
        assertThat(run("paths 10")).isEqualTo("done 10");
        assertThat(run("collect 11")).isEqualTo("done 11");
        assertThat(carriedOut).containsExactly("live", "drain", "classes", "paths", "collect");
    }

    @Test
    void reasonOfAFailureFitsInOneLine() {
        Command command = Objects.requireNonNull(Command.parse("live 9"));

        String answer = command.run(new Recording() {
            @Override
            public void live() throws IOException {
                throw new IOException("no\nsuch\rfd" + "x".repeat(9000));
            }
        });

        assertThat(answer)
                .startsWith("error 9 no such fdx")
                .hasSizeLessThan(Lines.LIMIT)
                .doesNotContain("\n");
    }

    /** The thread that carries commands out is the only one of the adopter: its end would be that of every later hand-over. */
    @Test
    void appWithoutMemoryIsToldToTheAgent() {
        Command command = Objects.requireNonNull(Command.parse("classes 10"));

        String answer = command.run(new Recording() {
            @Override
            public void classes() {
                throw new OutOfMemoryError("Java heap space");
            }
        });

        assertThat(answer).isEqualTo("error 10 Java heap space");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "live", "live ", "live x", "live 1 2", "LIVE 1", "stop 1", " live 1"})
    void lineOfAnotherFormIsNoCommand(String line) {
        assertThat(Command.parse(line)).isNull();
    }

    private String run(String line) {
        return Objects.requireNonNull(Command.parse(line)).run(new Recording());
    }

    private class Recording implements Commands {
        @Override
        public void live() throws IOException {
            carriedOut.add("live");
        }

        @Override
        public void drain() {
            carriedOut.add("drain");
        }

        @Override
        public void classes() {
            carriedOut.add("classes");
        }

        @Override
        public void paths() {
            carriedOut.add("paths");
        }

        @Override
        public void collect() {
            carriedOut.add("collect");
        }
    }
}
