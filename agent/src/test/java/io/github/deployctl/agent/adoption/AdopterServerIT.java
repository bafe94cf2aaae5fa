package io.github.deployctl.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AdopterServerIT {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final Adopters adopters = new Adopters();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private @TempDir Path folder;
    private AdopterServer server;

    @BeforeEach
    void start() throws IOException {
        server = AdopterServer.start(folder.resolve("adopter.sock"), adopters, new AdoptionListener() {
            @Override
            public void bound(long number, String name, long pid) {
                told.add("bound " + number + " " + name + " by " + pid);
            }

            @Override
            public void undeclared(long number, String host, int port) {
                told.add("undeclared " + number + " " + host + " " + port);
            }

            @Override
            public void adoptionFailed(long number, String reason) {
                told.add("failed " + number + " " + reason);
            }

            @Override
            public void ignored(String what) {
                told.add("ignored " + what);
            }
        });
        adopters.expect(8, TOKEN);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private SocketChannel connect(String lines) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(folder.resolve("adopter.sock")));
        say(channel, lines);
        return channel;
    }

    private static void say(SocketChannel channel, String lines) throws IOException {
        channel.write(ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hear(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        int count;
        try {
            count = channel.read(buffer);
        } catch (SocketException reset) {
            // The other side closed with bytes unread (unix(7)).
            return "end";
        }
        return count < 0 ? "end" : new String(buffer.array(), 0, count, StandardCharsets.UTF_8);
    }

    @Test
    void onlyTheAppsUserCanOpenTheSocket() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("adopter.sock"))))
                .isEqualTo("rw-------");
    }

    @Test
    void adopterThatKnowsTheTokenIsHeardAndCommanded() throws IOException {
        try (SocketChannel adopter = connect("hello 1 " + TOKEN + " 4711 17.0.15\nbound http\nserving private\n")) {
            await().until(() -> adopters.bound(8).equals(Set.of("http")));
            List<String> answers = new CopyOnWriteArrayList<>();
            adopters.live(8, error -> answers.add("live: " + error));
            assertThat(hear(adopter)).isEqualTo("live 1\n");
            say(adopter, "done 1\n");
            await().until(() -> answers.equals(List.of("live: null")));
            adopters.drain(8, error -> answers.add("drain: " + error));
            assertThat(hear(adopter)).isEqualTo("drain 2\n");
            say(adopter, "error 2 no such fd\n");
            await().untilAsserted(() -> assertThat(answers).last().isEqualTo("drain: no such fd"));
        }
        assertThat(told).containsExactly("bound 8 http by 4711");
    }

    @Test
    void pathsThatUsersAskedForAreTakenBeforeTheAnswerAndWhatIsNoneIsNoted() throws IOException {
        try (SocketChannel adopter = connect("hello 1 " + TOKEN + " 4711 17.0.15\nbound http\n")) {
            await().until(() -> adopters.bound(8).equals(Set.of("http")));
            List<String> answers = new CopyOnWriteArrayList<>();
            adopters.paths(8, error -> answers.add(error + " " + adopters.recorded(8)));
            assertThat(hear(adopter)).isEqualTo("paths 1\n");
            say(adopter, "path 9 /a/b\npath 7 /c\npath 6 no\npath 5\npath 4 /\u0001\ndone 1\n");

            await().until(() -> answers.equals(List.of("null [/a/b, /c]")));
            assertThat(told)
                    .filteredOn(line -> line.equals("ignored generation 8 told of something that is no path"))
                    .hasSize(3);
            adopters.paths(8, error -> answers.add("again " + adopters.recorded(8)));
            assertThat(hear(adopter)).isEqualTo("paths 2\n");
            say(adopter, "done 2\n");
            await().untilAsserted(() -> assertThat(answers).last().isEqualTo("again []"));
        }
    }

    @Test
    void strangerIsIgnoredAndNotedAndHearsNothing() throws IOException {
        for (String hello : List.of(
                "hello 1 ffffffffffffffffffffffffffffffff 1 17\nbound http\n",
                "hello 2 " + TOKEN + " 1 17\nbound http\n",
                "bound http\n",
                "\n",
                "x".repeat(10_000) + "\n")) {
            try (SocketChannel stranger = connect(hello)) {
                assertThat(hear(stranger)).isEqualTo("end");
            }
        }

        assertThat(adopters.bound(8)).isEmpty();
        await().until(() -> told.size() == 5);
        assertThat(told).allMatch(line -> line.startsWith("ignored "));
    }

    @Test
    void messageThatIsDoubledOrOfAnEndedGenerationIsIgnoredAndNoted() throws IOException {
        try (SocketChannel adopter = connect("hello 1 " + TOKEN + " 1 17\nbound http\nbound http\ngibberish\n")) {
            await().until(() -> told.size() == 3);
            assertThat(told)
                    .containsExactly(
                            "bound 8 http by 1",
                            "ignored generation 8 said again that it holds http",
                            "ignored generation 8 said something unknown");
            adopters.forget(8);
            say(adopter, "bound admin\n");
            await().until(() -> told.size() == 4);
            assertThat(adopters.bound(8)).isEmpty();
        }
    }

    @Test
    void jvmThatBindsIsTheOneThatCounts() throws IOException {
        try (SocketChannel server = connect("hello 1 " + TOKEN + " 12 17\nbound http\nbound admin\n")) {
            await().until(() -> adopters.bound(8).size() == 2);
            try (SocketChannel check = connect("hello 1 " + TOKEN + " 11 17\n")) {
                await().until(() -> adopters.jvms(8).equals(List.of(12L, 11L)));
                assertThat(check.isOpen()).isTrue();
            }
            await().until(() -> adopters.jvms(8).equals(List.of(12L)));
            assertThat(adopters.bound(8)).containsExactlyInAnyOrder("http", "admin");
            List<String> answers = new CopyOnWriteArrayList<>();
            adopters.live(8, error -> answers.add("live: " + error));
            assertThat(hear(server)).isEqualTo("live 1\n");
        }
    }

    @Test
    void whatAJvmHeldThatHasEndedIsHeldNoMore() throws IOException {
        try (SocketChannel first = connect("hello 1 " + TOKEN + " 11 17\nbound http\n")) {
            await().until(() -> adopters.bound(8).equals(Set.of("http")));
            assertThat(first.isOpen()).isTrue();
        }
        await().until(() -> adopters.bound(8).isEmpty());
        assertThat(adopters.jvms(8)).isEmpty();
        try (SocketChannel second = connect("hello 1 " + TOKEN + " 12 17\nbound admin\n")) {
            await().until(() -> adopters.bound(8).equals(Set.of("admin")));
            assertThat(second.isOpen()).isTrue();
        }
    }

    @Test
    void undeclaredPortIsPassedOnAndNonsenseIsNot() throws IOException {
        try (SocketChannel adopter = connect("hello 1 " + TOKEN + " 1 17\nundeclared * 9090\nundeclared ::1 9091\n"
                + "undeclared you lose\nundeclared * 0\nundeclared\n")) {
            await().until(() -> told.size() == 5);
            assertThat(adopter.isOpen()).isTrue();
        }
        assertThat(told)
                .containsExactly(
                        "undeclared 8 * 9090",
                        "undeclared 8 ::1 9091",
                        "ignored generation 8 said something unknown",
                        "ignored generation 8 said something unknown",
                        "ignored generation 8 said something unknown");
    }

    @Test
    void commandGivenBeforeTheAdopterIsBackIsDeliveredWhenItIs() throws IOException {
        List<String> answers = new CopyOnWriteArrayList<>();
        adopters.drain(8, error -> answers.add("drain: " + error));
        try (SocketChannel adopter = connect("hello 1 " + TOKEN + " 1 17\nbound http\nserving public\n")) {
            assertThat(hear(adopter)).isEqualTo("drain 1\n");
            say(adopter, "done 1\n");
            await().until(() -> answers.equals(List.of("drain: null")));
        }
    }

    @Test
    void commandOfAnAdopterThatGoesAwayIsAnsweredWithAnError() throws IOException {
        List<String> answers = new CopyOnWriteArrayList<>();
        try (SocketChannel adopter = connect("hello 1 " + TOKEN + " 1 17\nbound http\n")) {
            await().until(() -> !adopters.bound(8).isEmpty());
            adopters.live(8, error -> answers.add("live: " + error));
            hear(adopter);
        }
        await().until(() -> answers.equals(List.of("live: the connection to the adopter ended")));
    }

    @Test
    void reasonOfAnAdopterThatCannotDoItsWorkIsPassedOn() throws IOException {
        try (SocketChannel adopter = connect("hello 1 " + TOKEN + " 1 17\nfailed Net.bind was not found\n")) {
            await().until(() -> told.equals(List.of("failed 8 Net.bind was not found")));
            assertThat(adopter.isOpen()).isTrue();
        }
    }
}
