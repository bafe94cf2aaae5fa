package io.github.deployctl.e2e.documents;

import io.github.deployctl.cli.demo.ExecutableJar;
import io.github.deployctl.e2e.app.AnyPathServer;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.lab.Lab;
import io.github.deployctl.e2e.kit.lab.LabAgent;
import io.github.deployctl.e2e.kit.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A developer's machine, and the hosts web1 and web2, which it reaches under the names that the documents have for them and to which nothing was done but that
 * root may log in by the developer's key.
 */
final class Desk implements AutoCloseable {
    private static final int BUILDS = 40;
    /** What the documents tell to do on the host, as root. */
    private static final Pattern ON_HOST = Pattern.compile(
            "(?:export [A-Z_=a-z]+; )?(?:systemctl|journalctl|deployctl-agent|cp /etc/|\\./install\\.sh --agent).*",
            Pattern.DOTALL);

    private final Lab lab;
    private final LabHost laptop;
    private final LabHost web1;

    private Desk(Lab lab) throws IOException, InterruptedException {
        this.lab = lab;
        this.laptop = lab.host("laptop");
        this.web1 = lab.host("web1");
        LabHost web2 = lab.host("web2");
        Path start = Files.createDirectories(laptop.root().resolve("opt/start"));
        layOut(start);
        Files.writeString(start.resolve("known_hosts"), hostKey("web1", web1) + hostKey("web2", web2));
        laptop.exec("/opt/start/laptop", web1.address(), web2.address());
        String key = Files.readString(laptop.root().resolve("home/ada/.ssh/id_ed25519.pub"));
        for (LabHost host : List.of(web1, web2)) {
            // A session of logind for each of a hundred logins takes longer than the commands do.
            host.exec("systemctl", "mask", "--now", "--quiet", "systemd-logind.service");
            host.exec("mkdir", "-p", "-m", "700", "/root/.ssh");
            host.write("/root/.ssh/authorized_keys", key);
        }
        copy(start.resolve("clone"), web1.root().resolve("root/clone"));
        copy(Path.of("src/test/resources/documents/type"), web1.root().resolve("root/type"));
        copy(laptop.root().resolve("home/ada/bin/mvn"), web1.root().resolve("root/bin/mvn"));
    }

    static Desk open() throws IOException, InterruptedException {
        Lab lab = Lab.open();
        try {
            return new Desk(lab);
        } catch (IOException | InterruptedException | RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    private static String hostKey(String name, LabHost host) throws IOException {
        String key = Files.readString(host.root().resolve("etc/ssh/ssh_host_ed25519_key.pub"));
        return String.join(",", name, name + ".example.com", name.equals("web1") ? "host" : name) + " " + key;
    }

    /** What is published and built, and the scripts. */
    private static void layOut(Path start) throws IOException, InterruptedException {
        Path sources = Lab.sources();
        Path clone = Files.createDirectories(start.resolve("clone"));
        for (String file : List.of(
                "install.sh",
                "pom.xml",
                "cli/src/main/dist",
                "cli/target/deployctl-cli.jar",
                "cli/target/lib",
                "cli/target/answers",
                "cli/target/man")) {
            if (Files.exists(sources.resolve(file))) {
                copy(sources.resolve(file), clone.resolve(file));
            }
        }
        copy(
                LabAgent.distribution(),
                clone.resolve("agent/target").resolve(LabAgent.distribution().getFileName()));
        Path release = Files.createDirectories(start.resolve("release"));
        Path sums = sources.resolve("release/target/SHA256SUMS");
        copy(sums, release.resolve("SHA256SUMS"));
        for (String line : Files.readAllLines(sums)) {
            String name = line.substring(66);
            if (name.matches("deployctl-[0-9.]+\\.tar\\.gz")) {
                copy(sources.resolve("release/target").resolve(name), release.resolve(name));
            }
        }
        Path builds = Files.createDirectories(start.resolve("builds"));
        for (int i = 10; i < BUILDS; i++) {
            new ExecutableJar(AnyPathServer.class.getName(), "1." + i + ".0")
                    .withClass(AnyPathServer.class, "AnyPathServer")
                    .write(builds.resolve(i + ".jar"));
        }
        for (String script : List.of("laptop", "type")) {
            copy(Path.of("src/test/resources/documents", script), start.resolve(script));
        }
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        Files.createDirectories(to.getParent());
        Outcome copied = new Command(Path.of("."), List.of("cp", "-a", from.toString(), to.toString())).run();
        if (copied.exit() != 0) {
            throw new IOException(copied.all());
        }
    }

    /** Has ada begin a document: in her project's folder, in a new shell. */
    void begin() throws IOException, InterruptedException {
        prepare("true", "/home/ada/shop");
        Outcome begun = web1.attempt(
                "env",
                "HOME=/root",
                "sh",
                "-c",
                "cd ~; echo ~/clone >.folder; echo ~/bin:$(echo ~/clone/agent/target/deployctl-agent-*):$PATH >.path");
        if (begun.exit() != 0) {
            throw new IOException(begun.all());
        }
    }

    private void prepare(String line, String folder) throws IOException, InterruptedException {
        laptop.exec(
                "runuser",
                "-u",
                "ada",
                "--",
                "env",
                "HOME=/home/ada",
                "sh",
                "-c",
                "echo " + folder
                        + " >~/.folder; echo /home/ada/.local/bin:/home/ada/bin:/usr/bin:/bin:/usr/sbin:/sbin >~/.path; "
                        + line);
    }

    /** Writes a file of the project, as ada. */
    void write(String name, String text) throws IOException {
        Files.writeString(laptop.root().resolve("home/ada/shop").resolve(name), text);
    }

    /** Types a line where the documents say that it is typed: on the laptop, or on web1. */
    Outcome type(String line, Manner manner) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("timeout", "--kill-after=5", "90"));
        boolean onHost = ON_HOST.matcher(line).matches();
        if (!onHost) {
            words.addAll(List.of(
                    "runuser",
                    "-u",
                    "ada",
                    "--",
                    "env",
                    "-i",
                    "HOME=/home/ada",
                    "USER=ada",
                    "LOGNAME=ada",
                    "TERM=dumb",
                    "LANG=C.UTF-8",
                    "JAVA_HOME=" + System.getProperty("java.home"),
                    "/opt/start/type"));
        } else {
            words.addAll(List.of("env", "HOME=/root", "TERM=dumb", "/root/type"));
        }
        String how = manner.interrupted() ? "interrupt" : manner.answer().isEmpty() ? "run" : "answer";
        words.addAll(List.of(how, line, manner.answer()));
        return (onHost ? web1 : laptop)
                .command(words.toArray(String[]::new))
                .environment(Map.of("CI", ""))
                .run();
    }

    @Override
    public void close() {
        lab.close();
    }
}
