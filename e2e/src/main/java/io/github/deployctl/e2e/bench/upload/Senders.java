package io.github.deployctl.e2e.bench.upload;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The tools that bring a jar to the site's host, each over a line of its own to the same sshd. */
final class Senders {
    private final Site site;
    private final SlowLine line;
    private final Path remote;

    Senders(Site site, SlowLine line) throws IOException {
        this.site = site;
        this.line = line;
        this.remote = Files.createDirectories(site.folder().resolve("remote"));
        String hostKey = Files.readString(site.sshd().knownHosts());
        Files.writeString(
                site.sshd().knownHosts(),
                hostKey + hostKey.lines().findFirst().orElseThrow().replaceFirst("]:\\d+ ", "]:" + line.port() + " ")
                        + "\n");
        site.declare("hosts: [\"" + System.getProperty("user.name") + "@127.0.0.1:" + line.port() + "\"]");
    }

    /**
     * What one transfer took.
     *
     * @param wireBytes everything that went up, the handshake and the encryption's share included
     * @param ownBytes what the tool says that it has sent; 0 where it does not say
     */
    record Sent(double seconds, long wireBytes, long ownBytes) {}

    /** A push until the artifact is on the host, verified: without the time from the request to serve it until the old app had drained. */
    Sent deployctl(Path jar) throws IOException, InterruptedException {
        line.takeUp();
        Outcome push = site.deployctl("push", "--artifact", jar.toString(), "--json");
        long wire = line.takeUp();
        require(push, "push");
        JsonObject host = JsonParser.parseString(push.out())
                .getAsJsonObject()
                .getAsJsonArray("hosts")
                .get(0)
                .getAsJsonObject();
        HistoryEntry served = new AgentClient(site.agent().socket()).history(1).get(0);
        long millis = served.tookMillis() + served.timings().drainMillis();
        return new Sent(
                (push.took().toMillis() - millis) / 1e3,
                wire,
                host.get("sentBytes").getAsLong());
    }

    Sent scp(Path jar) throws IOException, InterruptedException {
        return run(
                "scp",
                "-q",
                "-P",
                Integer.toString(line.port()),
                "-i",
                identity(),
                "-o",
                knownHosts(),
                "-o",
                batch(),
                jar.toString(),
                "127.0.0.1:" + remote.resolve("scp.jar"));
    }

    Sent rsync(Path jar) throws IOException, InterruptedException {
        String ssh = "ssh -p " + line.port() + " -i " + identity() + " -o " + knownHosts() + " -o " + batch();
        return run("rsync", "-z", "-e", ssh, jar.toString(), "127.0.0.1:" + remote.resolve("rsync.jar"));
    }

    /** Without rsync there is nothing to compare with, which is found out before four minutes have passed. */
    static void requireRsync() throws IOException, InterruptedException {
        try {
            new ProcessBuilder("rsync", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IOException(
                    "rsync is not installed, here and on the other side of the line; run: apt-get install rsync", e);
        }
    }

    private Sent run(String... words) throws IOException, InterruptedException {
        line.takeUp();
        Outcome outcome = new Command(site.folder(), List.of(words)).run();
        require(outcome, words[0]);
        return new Sent(outcome.took().toMillis() / 1e3, line.takeUp(), 0);
    }

    private String identity() {
        return site.sshd().identity().toString();
    }

    private String knownHosts() {
        return "UserKnownHostsFile=" + site.sshd().knownHosts();
    }

    private static String batch() {
        return "BatchMode=yes";
    }

    private static void require(Outcome outcome, String what) throws IOException {
        if (outcome.exit() != 0) {
            throw new IOException(what + ": " + outcome.all());
        }
    }
}
