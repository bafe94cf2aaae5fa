package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Caller;
import io.github.deployctl.common.protocol.Frames;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Lines;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.WireCodec;
import io.github.deployctl.common.release.Checksum;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody who speaks to the agent's socket and means harm, or is broken: refused, and the app serves on. */
class HostileClientE2eIT extends E2eHost {
    private static final byte[] BYTES = "not what was promised".getBytes(StandardCharsets.UTF_8);

    @Test
    void namesThatWouldLeaveTheirFolderAreRefused() throws Exception {
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();
        for (String name : List.of("../../../tmp/evil", "a/b", "..", "", "\\u0000", ".hidden", "x".repeat(10_000))) {
            try (Wire wire = new Wire()) {
                Reply reply = wire.ask("{\"type\":\"roll-back\",\"to\":\"" + name + "\"}");
                assertThat(reply).as(name).isInstanceOf(Reply.Failed.class);
            }
        }
        try (Wire wire = new Wire()) {
            assertThat(wire.ask("{\"type\":\"no-such-request\"}")).isInstanceOf(Reply.Failed.class);
        }
        assertServesAndAnswers();
    }

    @Test
    void bytesWithAnotherChecksumAreRefusedAndNotKept() throws Exception {
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();
        List<Path> before = files();
        Checksum promised = Checksum.of(new ByteArrayInputStream(new byte[] {1}));
        try (Wire wire = new Wire()) {
            Reply wanted = wire.ask(WireCodec.encode(new Request.Stage(promised, BYTES.length)));
            assertThat(wanted).isEqualTo(new Reply.ArtifactWanted(0));
            Frames.send(new ByteArrayInputStream(BYTES), wire.out, (buffer, length) -> {});
            assertThat(wire.reply())
                    .isInstanceOfSatisfying(
                            Reply.Failed.class,
                            failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.ARTIFACT_INVALID));
        }
        await().untilAsserted(() -> assertThat(files()).isSubsetOf(before));
        assertServesAndAnswers();
    }

    @Test
    void linesWithoutEndAndGarbageDoNotDisturbAnybody() throws Exception {
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();
        try (Wire silent = new Wire();
                Wire garbage = new Wire()) {
            garbage.out.write(new byte[1 << 16]);
            garbage.out.flush();
            assertServesAndAnswers();
            assertThat(silent.ask(WireCodec.encode(new Request.Status()))).isInstanceOf(Reply.StatusReport.class);
        }
    }

    @Test
    void aThousandSilentConnectionsAndHugeLinesKeepNobodyOut() throws Exception {
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();
        List<SocketChannel> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                SocketChannel silent = SocketChannel.open(
                        UnixDomainSocketAddress.of(site.agent().socket()));
                crowd.add(silent);
                if (i % 100 == 0) {
                    assertServesAndAnswers();
                }
            }
            // As much of a line as may be sent without being one, from as many as may be connected.
            List<Wire> huge = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Wire wire = new Wire();
                crowd.add(wire.channel);
                wire.out.write(" ".repeat(120_000).getBytes(StandardCharsets.US_ASCII));
                huge.add(wire);
            }
            assertServesAndAnswers();
            try (Wire longest = new Wire()) {
                longest.out.write(" ".repeat(200_000).getBytes(StandardCharsets.US_ASCII));
                assertThat(longest.reply()).isInstanceOf(Reply.Failed.class);
            }
            assertThat(huge).hasSize(30);
            assertThat(site.agent().isAlive()).isTrue();
        } finally {
            for (SocketChannel channel : crowd) {
                channel.close();
            }
        }
    }

    /** Twenty trees of them would be several times what the agent has. */
    @Test
    void requestsFullOfWhatNobodyKnowsAreAnsweredLikeOthers() throws Exception {
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();
        String request = "{\"type\":\"status\",\"unknown\":[" + "{},".repeat(43_000) + "0]}";
        List<Wire> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Wire wire = new Wire();
                crowd.add(wire);
                wire.out.write(request.getBytes(StandardCharsets.US_ASCII));
            }
            for (Wire wire : crowd) {
                wire.out.write('\n');
            }
            for (Wire wire : crowd) {
                assertThat(wire.reply()).isInstanceOf(Reply.StatusReport.class);
            }
            assertServesAndAnswers();
            assertThat(site.agent().isAlive()).isTrue();
        } finally {
            for (Wire wire : crowd) {
                wire.close();
            }
        }
    }

    @Test
    void whoIsTooSlowToAskIsToldSoAndCutOff() throws Exception {
        try (SocketChannel silent =
                SocketChannel.open(UnixDomainSocketAddress.of(site.agent().socket()))) {
            InputStream in = Channels.newInputStream(silent);
            WireCodec.decode(String.valueOf(Lines.read(in)), Hello.AgentHello.class);
            // Read until the agent gives up, which takes it the ten seconds of its deadline.
            assertThat(WireCodec.decode(String.valueOf(Lines.read(in)), Reply.Failed.class)
                            .failure()
                            .message())
                    .contains("request.timeout");
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    /** Who asks for a lock and something more in one breath has to be sure that the one is not done without the other. */
    @Test
    void whatFollowsALockThatIsRefusedIsNotDone() throws Exception {
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();
        try (Wire hasty = new Wire()) {
            try (Wire holder = new Wire()) {
                assertThat(holder.ask(WireCodec.encode(new Request.Acquire("push", Lease.Term.CONNECTION, null))))
                        .isInstanceOf(Reply.Leased.class);
                assertThat(hasty.ask(WireCodec.encode(new Request.Acquire("stop", Lease.Term.MOVE, null, true))))
                        .isInstanceOfSatisfying(
                                Reply.Failed.class,
                                failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.LOCKED));
            }
            await().until(() -> site.quickly("lock status").out().contains("not locked"));
            Lines.write(hasty.out, WireCodec.encode(new Request.Stop()));
            hasty.channel.shutdownOutput();
            assertThat(hasty.in.read()).as("the end, and no answer").isEqualTo(-1);
        }
        assertServesAndAnswers();
    }

    private void assertServesAndAnswers() throws Exception {
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        assertThat(site.quickly("status").exit()).isZero();
    }

    /** Without what comes and goes while it is looked at. */
    private List<Path> files() throws Exception {
        List<Path> found = new ArrayList<>();
        Path state = site.agent().stateFolder();
        Files.walkFileTree(state, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.equals(state.resolve("work")) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return found;
    }

    /** One connection to the agent's socket, past both hellos. */
    private final class Wire implements AutoCloseable {
        private final SocketChannel channel;
        private final InputStream in;
        private final OutputStream out;

        Wire() throws Exception {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(site.agent().socket()));
            in = Channels.newInputStream(channel);
            out = Channels.newOutputStream(channel);
            Hello.ClientHello hello =
                    new Hello.ClientHello(Hello.PROTOCOL, Hello.PROTOCOL, "0", new Caller("mallory", "nowhere", null));
            Lines.write(out, WireCodec.encode(hello));
            WireCodec.decode(line(), Hello.AgentHello.class);
        }

        Reply ask(String line) throws Exception {
            Lines.write(out, line);
            return reply();
        }

        Reply reply() throws Exception {
            while (true) {
                if (WireCodec.decodeAny(line()) instanceof Reply reply) {
                    return reply;
                }
            }
        }

        private String line() throws Exception {
            String line = Lines.read(in);
            assertThat(line).as("the agent closed without an answer").isNotNull();
            return String.valueOf(line);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
