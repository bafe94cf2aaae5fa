package io.github.deployctl.cli.remote.sshconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Alarm;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.OwnThread;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.text.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks OpenSSH itself: {@code ssh -G}, without a shell and without input. Its command line holds the host, the user and the port, nothing else of the user's.
 *
 * @param program {@code ssh}
 * @param file instead of the usual ones, or null
 * @param deadline for the answer; a {@code Match exec} may keep it waiting
 */
public record OpenSsh(Path program, @Nullable Path file, Map<String, String> environment, Deadline deadline)
        implements ConfigSource {
    private static final Executor COMPLAINT = OwnThread.named("ssh-complaint");
    private static final int LARGEST = 1 << 20;
    private static final int LARGEST_COMPLAINT = 1 << 14;
    private static final List<String> SEVERAL_ON_A_LINE = List.of("userknownhostsfile", "globalknownhostsfile");

    public OpenSsh {
        environment = Map.copyOf(environment);
    }

    @Override
    public Answer ask(HostAddress host) throws FailureException {
        Process ssh = start(host);
        try (Alarm alarm = Alarm.set(deadline, () -> end(ssh))) {
            CompletableFuture<String> complaint = CompletableFuture.supplyAsync(() -> complaint(ssh), COMPLAINT);
            byte[] said = ssh.getInputStream().readNBytes(LARGEST + 1);
            if (said.length > LARGEST) {
                throw failure(host, "its answer has no end");
            }
            int status = ssh.waitFor();
            if (alarm.hasRung()) {
                throw failure(host, "no answer within " + deadline);
            }
            if (status != 0) {
                throw failure(
                        host,
                        complaint.completeOnTimeout("", 1, TimeUnit.SECONDS).join());
            }
            return parse(new String(said, UTF_8));
        } catch (IOException | IllegalArgumentException e) {
            throw failure(host, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(host, "interrupted");
        } finally {
            end(ssh);
        }
    }

    private Process start(HostAddress host) throws FailureException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-G"));
        if (file != null) {
            command.addAll(List.of("-F", file.toString()));
        }
        if (host.user() != null) {
            command.addAll(List.of("-l", host.user()));
        }
        host.writtenPort().ifPresent(port -> command.addAll(List.of("-p", Integer.toString(port))));
        if (host.host().startsWith("-")) {
            throw failure(host, "a host's name does not begin with -");
        }
        command.addAll(List.of("--", host.host()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw failure(host, String.valueOf(e.getMessage()));
        }
    }

    /** Reads what {@code ssh -G} prints; {@link IllegalArgumentException} says, for a user, what cannot be read. */
    static Answer parse(String said) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String line : said.lines().toList()) {
            int space = line.indexOf(' ');
            if (space < 1) {
                continue;
            }
            String keyword = line.substring(0, space).toLowerCase(Locale.ROOT);
            String value = line.substring(space + 1);
            values.computeIfAbsent(keyword, key -> new ArrayList<>())
                    .addAll(SEVERAL_ON_A_LINE.contains(keyword) ? files(keyword, value) : List.of(value));
        }
        return new Answer(values);
    }

    /** They are printed without quotes: a relative one after the first may be the rest of a name with a blank, and either guess would leave out keys that are known or revoked. */
    private static List<String> files(String keyword, String value) {
        List<String> files = List.of(value.strip().split(" +", -1));
        if (files.stream().skip(1).anyMatch(file -> !file.startsWith("/") && !file.startsWith("~"))) {
            throw new IllegalArgumentException(keyword + " " + value
                    + " may be one file with a blank in a name or several, of which ssh -G says no more;"
                    + " name files without blanks, each after the first from / or ~ on");
        }
        return files;
    }

    private static String complaint(Process ssh) {
        try (InputStream err = ssh.getErrorStream()) {
            return new String(err.readNBytes(LARGEST_COMPLAINT), UTF_8)
                    .lines()
                    // Said whenever there is no input.
                    .filter(line -> !line.startsWith("Pseudo-terminal "))
                    .limit(3)
                    .reduce((one, two) -> one + "; " + two)
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private FailureException failure(HostAddress host, String why) {
        String reason = Visible.of(why);
        return Failure.of(FailureCode.CONFIG_INVALID, "ssh_config not understood for " + host.label() + ": " + reason)
                .serving("nothing was changed on " + host.label())
                .hint("mend the file and look at: " + program + " -G " + (file == null ? "" : "-F " + file + " ")
                        + host.host() + "; or go without it: --ssh-config none")
                .asException();
    }

    private static void end(Process ssh) {
        ssh.descendants().forEach(ProcessHandle::destroyForcibly);
        ssh.destroyForcibly();
    }
}
