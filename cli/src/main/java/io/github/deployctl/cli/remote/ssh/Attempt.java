package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Approach;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
    private final HostKeyCheck hostKey;
    private final Operator operator;
    private final List<Attempt> before = new ArrayList<>();
    private Step step = Step.CONNECT;
    private @Nullable Logins logins;
    private boolean isLoggedIn;
    private boolean isPreparing;
    private String server = "";

    /**
     * Makes one that has not begun.
     *
     * @param deadline of the whole way, of which this may be a part
     */
    Attempt(Destination to, Deadline deadline, Operator operator) {
        this.to = to;
        this.deadline = deadline;
        this.host = to.host();
        this.user = to.at().user();
        this.operator = operator;
        this.hostKey = new HostKeyCheck(to, operator);
    }

    String intention() {
        return host.label() + ": connecting to " + to.at().name() + " port "
                + to.at().port() + through() + " as " + user + ", known hosts in "
                + to.hostKeys().files();
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
        isPreparing = true;
        Logins keys = Logins.of(to.keys(), operator.keys(), agent);
        isPreparing = false;
        logins = keys;
        hostKey.guard(client);
        dial.connect(client, to);
        server = String.valueOf(client.getTransport().getServerVersion());
        step = Step.LOG_IN;
        keys.logIn(client, user);
        isLoggedIn = true;
    }

    /** Returns what it failed in, if it has failed. */
    Approach.Stage stage() {
        if (hostKey.refusal().isPresent()) {
            return Approach.Stage.HOST_KEY;
        }
        return switch (step) {
            case CONNECT -> isPreparing ? Approach.Stage.KEYS : Approach.Stage.CONNECTION;
            case LOG_IN -> Approach.Stage.LOGIN;
            case OPEN -> Approach.Stage.WAY;
        };
    }

    Approach.Sight sight() {
        return new Approach.Sight(server, hostKey.shown(), isLoggedIn ? user : "");
    }

    /** Goes on to the next step, and returns who is logged in. */
    String openingSocket() {
        step = Step.OPEN;
        return user;
    }

    /** Begins an attempt at a host that lies before this one, of which this one is then a part. */
    Attempt before(Destination jump) {
        Attempt attempt = new Attempt(jump, deadline, operator);
        before.add(attempt);
        return attempt;
    }

    /** Returns whether another attempt may do better, after somebody was asked. Takes as long as a person likes. */
    boolean isWorthAnother() {
        return before.stream().anyMatch(Attempt::isWorthAnother)
                || hostKey.isWorthAnother()
                || (logins != null && !isLoggedIn && logins.isUnlocked());
    }

    Failure failure(IOException e, boolean late) {
        return hostKey.refusal(e)
                .orElseGet(() -> late ? tooLate() : explain(e).serving("nothing was changed on " + host.label()));
    }

    private Failure tooLate() {
        return unreachable(step.what + " was not there within " + deadline)
                .serving("nothing was changed on " + host.label())
                .hint("a longer --connect-timeout, or look whether the host answers: ssh " + host.host());
    }

    private Failure explain(IOException e) {
        boolean tooMany = Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("Too many authentication failures"));
        if (step == Step.LOG_IN && logins != null && (e instanceof UserAuthException || tooMany)) {
            return new LoginRefusal(host.label(), user, logins).because(tooMany);
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
