package io.github.deployctl.e2e.kit.lab;

import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A network of hosts. This machine has an address in it, so that clients under load run here. It ends with {@link #close}, or with this JVM. For one thread.
 */
public final class Lab implements AutoCloseable {
    private static final int LOWEST = 16;
    private static final int HIGHEST = 250;
    private static final int TRIES = 20;
    private static final List<Path> NEEDED = List.of(
            Path.of("/lib/systemd/systemd"),
            Path.of("/usr/bin/dbus-daemon"),
            Path.of("/usr/sbin/sshd"),
            Path.of("/usr/bin/nsenter"));

    private final int number;
    private final List<LabHost> hosts = new ArrayList<>();
    private final Thread atExit = new Thread(this::end);

    private Lab(int number) {
        this.number = number;
    }

    /** Makes the network. Its number, which no other lab on this machine has, is in the names of everything that it makes. */
    public static Lab open() throws IOException, InterruptedException {
        String refused = "";
        for (int i = 0; i < TRIES; i++) {
            Lab lab = new Lab(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST));
            Outcome made = lab.script("bridge", lab.bridge(), lab.address(1));
            if (made.exit() == 0) {
                Runtime.getRuntime().addShutdownHook(lab.atExit);
                return lab;
            }
            refused = made.err();
        }
        throw new IOException("no network could be made for lab hosts: " + refused);
    }

    /**
     * Tells whether this machine can boot hosts. One that cannot says so loudly; in a CI run, which would show nothing without them, that is an error.
     *
     * @throws IllegalStateException when it cannot and the environment has {@code CI=true}
     */
    public static boolean isAvailable() {
        String missing = missing();
        if (missing.isEmpty()) {
            return true;
        }
        String message = "SKIPPED: no host with systemd can be booted here, since " + missing
                + "; nothing is tested under a real systemd";
        System.err.println(message);
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(message);
        }
        return false;
    }

    private static String missing() {
        if (!System.getProperty("user.name").equals("root")) {
            return "that needs root";
        }
        for (Path needed : NEEDED) {
            if (!Files.exists(needed)) {
                return needed + " is not installed";
            }
        }
        try {
            Outcome tried = new Command(
                            Path.of("/"),
                            List.of(
                                    "unshare",
                                    "--fork",
                                    "--pid",
                                    "--mount",
                                    "--net",
                                    "--uts",
                                    "--ipc",
                                    "--cgroup",
                                    "true"))
                    .run();
            return tried.exit() == 0
                    ? ""
                    : "namespaces are forbidden: " + tried.err().strip();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "this was interrupted";
        }
    }

    /**
     * Boots a host.
     *
     * @param name at most 8 characters
     */
    public LabHost host(String name) throws IOException, InterruptedException {
        LabHost host = new LabHost(this, name + "-" + number, address(hosts.size() + 2));
        hosts.add(host);
        host.boot();
        return host;
    }

    String bridge() {
        return "dl-net" + number;
    }

    private String address(int host) {
        return "10.91." + number + "." + host;
    }

    Outcome script(String verb, String... rest) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of(sources().resolve("e2e/lab/host").toString(), verb));
        words.addAll(List.of(rest));
        return new Command(Path.of("/"), words).run();
    }

    /** The project's folder. */
    public static Path sources() {
        return Path.of(System.getProperty("deployctl.sources")).normalize();
    }

    /** Ends every host and the network. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        end();
    }

    private void end() {
        try {
            for (LabHost host : hosts) {
                host.halt();
            }
            script("unbridge", bridge());
        } catch (IOException e) {
            System.err.println("lab " + number + " is not gone: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
