package io.github.deployctl.e2e.kit.lab;

import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One host of a {@link Lab}. For one thread, but {@link #exec} and {@link #attempt}, which are for any. */
public final class LabHost {
    private final Lab lab;
    private final String name;
    private final String address;
    private final Path folder;

    LabHost(Lab lab, String name, String address) throws IOException {
        this.lab = lab;
        this.name = name;
        this.address = address;
        this.folder = Files.createTempDirectory("deployctl-lab-");
    }

    void boot() throws IOException, InterruptedException {
        Outcome booted = lab.script("boot", folder.toString(), name, address, lab.bridge());
        if (booted.exit() != 0) {
            throw new IOException(booted.all());
        }
    }

    public String name() {
        return name;
    }

    /** Its IPv4 address, which this machine reaches. */
    public String address() {
        return address;
    }

    /** Where its files are seen from this machine, {@code /run} and {@code /tmp} among them. Symbolic links in there may lead out of it. */
    public Path root() throws IOException {
        return Path.of("/proc", Files.readString(folder.resolve("init")).strip(), "root");
    }

    /**
     * Runs a command as root and returns what it said on stdout.
     *
     * @throws IOException when it fails, with its status and everything it said
     */
    public String exec(String... command) throws IOException, InterruptedException {
        Outcome outcome = attempt(command);
        if (outcome.exit() != 0) {
            throw new IOException(String.join(" ", command) + ": " + outcome.all());
        }
        return outcome.out();
    }

    /** Runs a command as root, however it ends. */
    public Outcome attempt(String... command) throws IOException, InterruptedException {
        return command(command).run();
    }

    /** A command to run as root, not started yet. Ended, it takes along what it runs on the host. */
    public Command command(String... command) throws IOException {
        List<String> words =
                new ArrayList<>(List.of(Lab.sources().resolve("e2e/lab/host").toString(), "run", folder.toString()));
        words.addAll(List.of(command));
        return new Command(Path.of("/"), words);
    }

    /** Copies a file or the files of a folder to {@code to}, a folder of the host. */
    public void copy(Path from, String to) throws IOException {
        Path target = Files.createDirectories(root().resolve(to.substring(1)));
        if (Files.isRegularFile(from)) {
            copyFile(from, target);
            return;
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                copyFile(file, target);
            }
        }
    }

    private static void copyFile(Path file, Path target) throws IOException {
        Files.copy(
                file,
                target.resolve(file.getFileName().toString()),
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Ends everything on it at once; its files go with it. */
    public void halt() throws IOException, InterruptedException {
        Outcome halted = lab.script("halt", folder.toString());
        if (halted.exit() != 0) {
            throw new IOException(halted.all());
        }
    }
}
