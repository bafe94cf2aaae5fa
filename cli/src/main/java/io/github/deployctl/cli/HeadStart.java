package io.github.deployctl.cli;

import io.github.deployctl.cli.command.Version;
import io.github.deployctl.cli.config.DeployFileReader;
import io.github.deployctl.cli.remote.ssh.SshLibrary;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Caller;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.WireCodec;
import io.github.deployctl.common.release.Checksum;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads what a verb that goes to hosts will need, in the order in which it will, on a thread of its own while the command line is still read. Nobody waits for
 * it, and nothing comes of it but classes that are there.
 */
final class HeadStart {
    /** The verbs that go nowhere, or not at once; the launcher knows them too. */
    static final List<String> AT_HOME =
            List.of("init", "config", "setup", "demo", "report", "shell", "completion", "complete", "help");

    private static final String FILE = """
            app: a
            artifact: a.jar
            hosts: [a]
            listeners: {http: 8080}
            java: {options: [-Xmx64m]}
            ready: {http: /a, timeout: 30s}
            """;

    private HeadStart() {}

    /** Begins where {@code words} look like such a verb. */
    static void begin(String... words) {
        if (!goesToHosts(words)) {
            return;
        }
        Thread thread = new Thread(HeadStart::load, "deployctl-head-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static boolean goesToHosts(String... words) {
        return words.length > 0 && !words[0].startsWith("-") && !AT_HOME.contains(words[0]);
    }

    private static void load() {
        try {
            DeployFileReader.check(FILE, Path.of("/a"), "a");
            SshLibrary.load();
            Checksum.of(new ByteArrayInputStream(new byte[0]));
            Caller nobody = new Caller("a", "a", null);
            WireCodec.decodeAny(
                    WireCodec.encode(new Hello.ClientHello(Hello.PROTOCOL, Hello.PROTOCOL, Version.current(), nobody)));
        } catch (FailureException | IOException | RuntimeException | LinkageError e) {
            // Whoever needs it meets the same, and says so.
        }
    }
}
