package io.github.deployctl.cli.demo;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadPlan;
import io.github.deployctl.cli.terminal.Console;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The demo from its first push to its report. Everything it starts has ended when {@link #play} returns or throws, and when the process is ended by a signal.
 */
public final class Demo {
    private static final Duration STEADY = Duration.ofSeconds(1);
    /** Between two commands, so that what is seen during one is that one's. */
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Installed installed;
    private final Tool tool;
    private final Console console;
    private final DemoSettings settings;

    public Demo(Installed installed, Tool tool, Console console, DemoSettings settings) {
        this.installed = installed;
        this.tool = tool;
        this.console = console;
        this.settings = settings;
    }

    /**
     * Plays it.
     *
     * @throws IOException when a part of it could not be started or did not answer; what was lost or went another way than it must is in the report
     */
    public DemoReport play() throws IOException, InterruptedException {
        try (DemoFolder folder = DemoFolder.create(settings.keep());
                DemoSite site = start(folder)) {
            Thread player = Thread.currentThread();
            console.situation().whenInterrupted(() -> breakOff(player, site));
            return play(site);
        } finally {
            console.situation().whenInterrupted(() -> {});
            console.err().println("Everything the demo started has ended.");
        }
    }

    /** A signal may come before the site is there. What is being started then is ended by whoever starts it, and waited for. */
    private DemoSite start(DemoFolder folder) throws IOException, InterruptedException {
        Thread player = Thread.currentThread();
        CountDownLatch started = new CountDownLatch(1);
        console.situation()
                .whenInterrupted(() -> breakOff(player, () -> {
                    await(started);
                    folder.close();
                }));
        try {
            return DemoSite.start(installed, folder);
        } finally {
            started.countDown();
        }
    }

    private static void await(CountDownLatch started) {
        try {
            started.await(DemoAgent.END.toSeconds() * 2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DemoReport play(DemoSite site) throws IOException, InterruptedException {
        int port = site.address().getPort();
        console.err()
                .println("The host is 127.0.0.1:" + site.sshPort()
                        + ", an SSH server in this process; the app is on 127.0.0.1:" + port + "; everything is in "
                        + site.folder());
        DemoCommands commands = new DemoCommands(installed, tool, console, site);
        DemoJars jars = new DemoJars(site.folder());
        DemoRecord record = new DemoRecord();

        record.deployed(commands.push("1.0.0", jars.working("1.0.0")), "1.0.0", answer(port));
        console.err()
                .println("Load: " + settings.rate()
                        + " requests/s, half on new connections, half on kept ones; half GET, half POST of 16 KiB");
        try (Load load = Load.start(LoadPlan.of(site.address(), settings.rate(), limit()))) {
            record.steady(STEADY);
            pause(STEADY);
            record.deployed(commands.push("1.1.0", jars.working("1.1.0")), "1.1.0", answer(port));
            pause(PAUSE);
            record.refused(commands.push("1.2.0", jars.broken("1.2.0")), "1.1.0", answer(port));
            pause(PAUSE);
            record.deployed(commands.rollBack("1.0.0"), "1.0.0", answer(port));
            for (int swap = 2; swap < settings.swaps(); swap++) {
                pause(PAUSE);
                boolean forward = swap % 2 == 0;
                String version = forward ? "1." + (swap + 1) + ".0" : "1.0.0";
                Executed executed =
                        forward ? commands.push(version, jars.working(version)) : commands.rollBack(version);
                record.deployed(executed, version, answer(port));
            }
            pause(PAUSE);
            return record.report(load.stop());
        }
    }

    /** Far more than the swaps take: it only makes sure that a demo that hangs does not load the machine for ever. */
    private Duration limit() {
        return Duration.ofMinutes(2).plusSeconds(20L * settings.swaps());
    }

    private static String answer(int port) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        connection.setConnectTimeout(10_000);
        connection.setReadTimeout(10_000);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    /** On a signal, before the process is gone. */
    private static void breakOff(Thread player, Closeable started) {
        player.interrupt();
        try {
            started.close();
        } catch (IOException e) {
            // The process is being ended; a file that could not be removed is in the system's temporary folder.
        }
    }
}
