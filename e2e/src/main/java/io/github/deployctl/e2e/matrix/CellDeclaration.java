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
    static Declaration of(Cell cell, Jdk jdk, int port, String version) {
        Start start = cell.start().at(port);
        Map<String, String> env = new HashMap<>(start.env());
        env.put("CELL_RELEASE", version);
        return new Declaration(
                APP,
                Map.of("http", ListenAddress.parse("127.0.0.1:" + port)),
                launch(start, jdk.home().toString(), env),
                new ReadyCheck(
                        cell.protocol() == Protocol.GRPC
                                ? null
                                : new ReadyCheck.HttpProbe("/fast", null, StatusRange.SUCCESS, null),
                        READY),
                new Deadlines(DRAIN, STOP, STANDBY));
    }

    private static Launch launch(Start start, String home, Map<String, String> env) {
        String cwd = Launch.DEFAULT.cwd();
        String command = start.command();
        if (command != null) {
            return new Launch(home, null, List.of(), List.of(), cwd, env, List.of("sh", "-c", command));
        }
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(start.options());
        return new Launch(home, null, options, start.args(), cwd, env);
    }
}
