package io.github.deployctl.e2e.matrix;

import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.StatusRange;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.e2e.kit.Jdk;
import io.github.deployctl.e2e.matrix.load.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code deployctl.yml} would say of a cell. */
final class CellDeclaration {
    static final AppName APP = new AppName("cell");

    /** Small and quick JVMs: what is tested is the hand-over, not the app's speed. */
    private static final List<String> OPTIONS = List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Duration READY = Duration.ofSeconds(90);
    /** Long enough for any request of the load; a connection that nobody may end, as of HTTP/2, lasts it out. */
    private static final Duration DRAIN = Duration.ofSeconds(6);

    private static final Duration STOP = Duration.ofSeconds(5);
    private static final Duration STANDBY = Duration.ofMinutes(10);

    private CellDeclaration() {}

    /** Declares {@code cell} on {@code jdk}; two versions make two releases of the one artifact. */
    static Declaration of(Cell cell, Jdk jdk, int port, String version) throws IOException {
        Start start = cell.start().at(port);
        if (start.command() != null) {
            throw new IOException("it is started by a command, which this build's declaration cannot say");
        }
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(start.options());
        Map<String, String> env = new HashMap<>(start.env());
        env.put("CELL_RELEASE", version);
        return new Declaration(
                APP,
                Map.of("http", ListenAddress.parse("127.0.0.1:" + port)),
                new Launch(jdk.home().toString(), null, options, start.args(), Launch.DEFAULT.cwd(), env),
                new ReadyCheck(
                        cell.protocol() == Protocol.GRPC
                                ? null
                                : new ReadyCheck.HttpProbe("/fast", null, StatusRange.SUCCESS, null),
                        READY),
                new Deadlines(DRAIN, STOP, STANDBY),
                Declaration.DEFAULT_KEEP);
    }
}
