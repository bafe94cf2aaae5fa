package io.github.deployctl.e2e.bench;

import io.github.deployctl.e2e.bench.startup.StartupRun;
import java.io.IOException;

/** How long a user waits for the command itself: beside a JVM that says hello, and beside OpenSSH over the same sshd. */
final class Startup implements Benchmark {
    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String description() {
        return "--version, --help and a push of what is live, beside java and ssh (about 30 s)";
    }

    @Override
    public Findings measure(Setting setting) throws IOException, InterruptedException {
        return Findings.of(
                new StartupRun(setting.installation(), setting.progress()).measure(),
                Goal.atMost("versionOverHello", 1.5),
                Goal.atMost("noopPushOverSshTrue", 2),
                Goal.atMost("firstOutputMillis", 100));
    }
}
