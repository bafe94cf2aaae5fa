package io.github.deployctl.cli.doctor;

import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.config.Finding;
import io.github.deployctl.cli.doctor.LocalSight.Configuration;
import io.github.deployctl.cli.doctor.LocalSight.Jar;
import io.github.deployctl.cli.remote.ssh.KeySurvey;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is made of what was seen here. */
final class LocalDiagnoses {
    private static final String KEYS = "keys";
    private static final String CONFIG = "config";
    private static final String ARTIFACT = "artifact";
    /** The commands that the messages about a key end in. */
    private static final Pattern REMEDY = Pattern.compile("(?:chmod 600|ssh-add|ssh-keygen -p -f) .+?(?=, or |$)");

    private final LocalSight sight;
    private final List<Diagnosis> all = new ArrayList<>();

    private LocalDiagnoses(LocalSight sight) {
        this.sight = sight;
    }

    static List<Diagnosis> of(LocalSight sight) {
        LocalDiagnoses diagnoses = new LocalDiagnoses(sight);
        diagnoses.all.add(Diagnosis.ok("java", "Java " + sight.java() + " runs deployctl"));
        sight.programs().forEach(diagnoses::program);
        diagnoses.keys();
        diagnoses.all.add(config(sight.configuration()));
        diagnoses.all.add(artifact(sight.artifact()));
        return List.copyOf(diagnoses.all);
    }

    private void program(String name, Optional<Path> found) {
        all.add(found.map(path -> Diagnosis.ok(name, path.toString())).orElseGet(() -> missing(name)));
    }

    private static Diagnosis missing(String name) {
        Diagnosis missing = Diagnosis.warn(name, "there is no " + name + " in PATH")
                .fix("install OpenSSH's client, on Debian and Ubuntu: apt-get install openssh-client");
        return missing.follows(
                switch (name) {
                    case "ssh" ->
                        "ssh_config is read by deployctl itself, which refuses what only ssh could decide, such as Match exec";
                    case "ssh-keygen" -> "nobody can make or rewrite a key here, or sign an artifact";
                    default -> "a key with a passphrase has to be unlocked by each command, and in a pipe cannot be";
                });
    }

    private void keys() {
        if (sight.keys().isEmpty()) {
            all.add(Diagnosis.skip(KEYS, "which keys are used depends on the host, and none could be looked up"));
            return;
        }
        LinkedHashSet<KeySurvey.Agent> agents = new LinkedHashSet<>();
        LinkedHashSet<KeySurvey.Key> keys = new LinkedHashSet<>();
        sight.keys().forEach(found -> {
            agents.add(found.agent());
            keys.addAll(found.files());
        });
        agents.forEach(agent -> agent(agent).ifPresent(all::add));
        keys.forEach(key -> all.add(key(key)));
        if (sight.keys().stream().anyMatch(LocalDiagnoses::isEmpty)) {
            all.add(Diagnosis.fail(KEYS, FailureCode.AUTH_REFUSED, "there is no key to log in with")
                    .follows("no host lets deployctl in")
                    .fix("ssh-keygen -t ed25519, then let it in with: deployctl setup HOST --authorize"
                            + " ~/.ssh/id_ed25519.pub; or name a key with --identity FILE"));
        }
    }

    private static boolean isEmpty(KeySurvey.Found found) {
        return found.agent().keys() == 0 && found.files().stream().noneMatch(key -> key.problem() == null);
    }

    private static Optional<Diagnosis> agent(KeySurvey.Agent agent) {
        if (agent.socket() == null) {
            return Optional.empty();
        }
        if (agent.problem() != null) {
            return Optional.of(Diagnosis.warn(KEYS, "the ssh-agent at " + agent.socket() + " " + agent.problem())
                    .follows("only keys in files are used")
                    .fix("eval \"$(ssh-agent)\" && ssh-add"));
        }
        return Optional.of(
                agent.keys() == 0
                        ? Diagnosis.warn(KEYS, "the ssh-agent holds no key")
                                .follows("only keys in files are used")
                                .fix("ssh-add")
                        : Diagnosis.ok(KEYS, "the ssh-agent holds " + agent.keys()));
    }

    private static Diagnosis key(KeySurvey.Key key) {
        String problem = key.problem();
        if (problem == null) {
            return Diagnosis.ok(KEYS, key.name() + " can be used");
        }
        Matcher remedy = REMEDY.matcher(problem);
        String found = key.name() + " " + problem;
        Diagnosis diagnosis = key.isNamed()
                ? Diagnosis.fail(KEYS, FailureCode.AUTH_REFUSED, found).follows("it was named, so no other is tried")
                : Diagnosis.warn(KEYS, found).follows("it is passed over");
        return diagnosis.fix(remedy.find() ? remedy.group() : "name another with --identity FILE");
    }

    private static Diagnosis config(Configuration config) {
        Failure failure = config.failure();
        if (!config.findings().isEmpty()) {
            Finding first = config.findings().get(0);
            int more = config.findings().size() - 1;
            return Diagnosis.fail(
                            CONFIG,
                            FailureCode.CONFIG_INVALID,
                            first.located(config.shown()) + (more == 0 ? "" : "; and " + more + " more"))
                    .follows("no verb that goes to hosts works, and no host was looked at")
                    .fix("deployctl config validate"
                            + (config.shown().equals(DeployFile.NAME) ? "" : " --config " + config.shown()));
        }
        if (failure != null) {
            return Diagnosis.fail(CONFIG, failure)
                    .follows("no verb that goes to hosts works, and no host was looked at");
        }
        DeployFile read = config.read();
        if (read == null) {
            return Diagnosis.skip(CONFIG, config.path() + " was not read");
        }
        int hosts = read.hosts().all().size();
        String what = config.path() + ": app " + read.declaration().app() + ", ";
        return hosts == 0
                ? Diagnosis.warn(CONFIG, what + "no hosts")
                        .follows("each command has to be told the hosts")
                        .fix("add hosts: [deploy@web1.example.com] to " + config.shown())
                : Diagnosis.ok(CONFIG, what + hosts + (hosts == 1 ? " host" : " hosts"));
    }

    private static Diagnosis artifact(Jar jar) {
        Path path = jar.path();
        if (path == null) {
            return Diagnosis.skip(ARTIFACT, "only deployctl.yml says which it is");
        }
        if (!jar.isThere()) {
            return Diagnosis.warn(ARTIFACT, path + " does not exist")
                    .follows("nothing can be pushed from here until it is built")
                    .fix("build the project, or push another with --artifact JAR");
        }
        Failure failure = jar.failure();
        return failure == null
                ? Diagnosis.ok(ARTIFACT, path + ", " + Shown.bytes(jar.size()) + ", " + Shown.age(jar.age()) + " old")
                : Diagnosis.fail(ARTIFACT, failure).follows("it cannot be pushed");
    }
}
