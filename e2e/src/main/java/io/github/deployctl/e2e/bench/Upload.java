package io.github.deployctl.e2e.bench;

import io.github.deployctl.e2e.bench.upload.UploadRun;
import java.io.IOException;
import java.util.List;

/** What travels for a changed class, for eleven and for a whole jar, beside scp and rsync over the same sshd. */
final class Upload implements Benchmark {
    @Override
    public String name() {
        return "upload";
    }

    @Override
    public String description() {
        return "bytes and seconds of a push beside scp and rsync -z, direct and over a slow line (about 4 min; needs rsync)";
    }

    @Override
    public Findings measure(Setting setting) throws IOException, InterruptedException {
        UploadRun run = new UploadRun(setting.installation(), setting.apps(), setting.progress());
        return new Findings(
                run.measure(),
                List.of(),
                List.of(
                        Goal.atMost("bootOneClassBytes", 8_000),
                        Goal.atMost("uberOneClassBytes", 10_000),
                        Goal.atMost("bootElevenClassBytes", 25_000),
                        Goal.atMost("uberElevenClassBytes", 25_000),
                        Goal.atMost("coldSecondsOverScp", 1.0)),
                run.remarks());
    }
}
