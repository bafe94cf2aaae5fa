package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.hostkey.KnownHosts;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.userauth.UserAuthException;
import org.jspecify.annotations.Nullable;

/** One try to reach a host: its steps, and what a failure of each means for a user. */
final class Attempt {
    /** How far it got. */
    private enum Step {
        CONNECT("the connection"),
        LOG_IN("the login"),
        OPEN("the agent's socket");

        private final String what;

        Step(String what) {
            this.what = what;
        }
    }

    private final Destination to;
    private final Deadline deadline;
    private final HostAddress host;
    private final String user;
    private final KnownHosts knownHosts;
    private final HostKeyCheck hostKey;
    private Step step = Step.CONNECT;
    private @Nullable Logins logins;

    /**
     * Makes one that has not begun.
     *
     * @param deadline of the whole way, of which this may be a part
     */
    Attempt(Destination to, Deadline deadline) throws FailureException {
        this.to = to;
        this.deadline = deadline;
        this.host = to.host();
        this.user = to.at().user();
        this.knownHosts = known(to.hostKeys());
        this.hostKey = new HostKeyCheck(knownHosts, to.knownAs());
    }

    private static KnownHosts known(HostKeyRules rules) throws FailureException {
        try {
            return KnownHosts.read(rules.files());
        } catch (IOException e) {
            throw Failure.of(FailureCode.AUTH_REFUSED, "known hosts not read: " + e.getMessage())
                    .serving("nothing was changed")
                    .asException();
        }
    }

    String intention() {
        return host.label() + ": connecting to " + to.at().name() + " port "
                + to.at().port() + through() + " as " + user + ", known hosts in " + knownHosts.files();
    }

    private String through() {
        List<String> jumps =
                to.route().jumps().stream().map(jump -> jump.host().label()).toList();
        return jumps.isEmpty() ? "" : " through " + String.join(", ", jumps);
    }

    String connection(SSHClient client) {
        return host.label() + ": " + client.getTransport().getServerVersion() + ", host key "
                + client.getTransport().getHostKeyAlgorithm().getKeyAlgorithm() + ", "
                + (logins == null ? "" : logins.summary());
    }

    void logIn(SSHClient client, @Nullable SshAgent agent, Dial dial) throws IOException, FailureException {
        Logins keys = Logins.of(to.keys(), client, agent);
        logins = keys;
        client.addHostKeyVerifier(hostKey);
        dial.connect(client, to);
        step = Step.LOG_IN;
        client.auth(user, keys.methods());
    }

    /** Goes on to the next step, and returns who is logged in. */
    String openingSocket() {
        step = Step.OPEN;
        return user;
    }

    Failure failure(IOException e, boolean late) {
        return hostKey.refusal()
                .orElseGet(() -> late ? tooLate() : explain(e).serving("nothing was changed on " + host.label()));
    }

    private Failure tooLate() {
        return unreachable(step.what + " was not there within " + deadline)
                .serving("nothing was changed on " + host.label())
                .hint("a longer --connect-timeout, or look whether the host answers: ssh " + host.host());
    }

    private Failure explain(IOException e) {
        if (step == Step.LOG_IN && (e instanceof UserAuthException || says(e, "Too many authentication failures"))) {
            return Failure.of(
                            FailureCode.AUTH_REFUSED,
                            "not logged in: " + host.label() + " refused every key for user " + user + " ("
                                    + (logins == null ? "" : logins.summary()) + ")")
                    .hint("add the public key to the authorized_keys of " + user + " on " + host.label()
                            + ", or name another key with --identity");
        }
        return connection(e);
    }

    private Failure connection(IOException e) {
        Throwable cause = root(e);
        if (cause instanceof UnknownHostException) {
            return unreachable("the name " + to.at().name() + " is not known").hint("check the host's name");
        }
        if (cause instanceof NoRouteToHostException) {
            return unreachable("there is no route to it");
        }
        if (cause instanceof ConnectException) {
            return unreachable("nothing listens on port " + to.at().port() + " (" + cause.getMessage() + ")")
                    .hint("check that sshd runs there and the port is right");
        }
        if (cause instanceof OpenFailException refused) {
            return unreachable(
                            "the jump host before it does not reach " + to.at().name() + " port "
                                    + to.at().port() + ": " + refused.getReason() + " "
                                    + Quoted.of(String.valueOf(refused.getMessage())))
                    .hint("check the host's name as the jump host sees it, and that its sshd allows TCP forwarding");
        }
        if (says(e, "settlement")) {
            return unreachable("its SSH server and this client have no algorithm in common: " + cause.getMessage());
        }
        return unreachable("lost it during " + step.what
                + (to.route().command() == null ? "" : ", through its ProxyCommand") + ": " + cause.getMessage());
    }

    private Failure unreachable(String why) {
        return Failure.of(FailureCode.UNREACHABLE, host.label() + " not reached" + through() + ": " + why);
    }

    private static boolean says(IOException e, String text) {
        return String.valueOf(e.getMessage()).contains(text);
    }

    private static Throwable root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
