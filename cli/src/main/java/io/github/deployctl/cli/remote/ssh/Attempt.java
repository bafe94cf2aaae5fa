package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.stream.Stream;
import net.schmizz.sshj.SSHClient;
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
    private final HostAddress host;
    private final String user;
    private final HostKeyCheck hostKey;
    private final Operator operator;
    private Step step = Step.CONNECT;
    private @Nullable Logins logins;
    private boolean isLoggedIn;

    Attempt(Destination to, Operator operator) {
        this.to = to;
        this.host = to.host();
        this.user = to.at().user();
        this.operator = operator;
        this.hostKey = new HostKeyCheck(to, operator);
    }

    String intention() {
        return host.label() + ": connecting to " + to.at().name() + " port "
                + to.at().port() + " as " + user + ", known hosts in "
                + to.hostKeys().files();
    }

    String connection(SSHClient client) {
        return host.label() + ": " + client.getTransport().getServerVersion() + ", host key "
                + client.getTransport().getHostKeyAlgorithm().getKeyAlgorithm() + ", "
                + (logins == null ? "" : logins.summary());
    }

    void logIn(SSHClient client, @Nullable SshAgent agent) throws IOException, FailureException {
        Logins keys = Logins.of(to.keys(), operator.keys(), agent);
        logins = keys;
        hostKey.guard(client);
        client.connect(to.at().name(), to.at().port());
        step = Step.LOG_IN;
        keys.logIn(client, user);
        isLoggedIn = true;
    }

    /** Goes on to the next step, and returns who is logged in. */
    String openingSocket() {
        step = Step.OPEN;
        return user;
    }

    /** Returns whether another attempt may do better, after somebody was asked. Takes as long as a person likes. */
    boolean isWorthAnother() {
        return hostKey.isWorthAnother() || (logins != null && !isLoggedIn && logins.isUnlocked());
    }

    Failure failure(IOException e, boolean late) {
        return hostKey.refusal()
                .orElseGet(() -> late ? tooLate() : explain(e).serving("nothing was changed on " + host.label()));
    }

    private Failure tooLate() {
        return unreachable(step.what + " was not there within " + to.timing().connect())
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
        if (says(e, "settlement")) {
            return unreachable("its SSH server and this client have no algorithm in common: " + cause.getMessage());
        }
        return unreachable("lost it during " + step.what + ": " + cause.getMessage());
    }

    private Failure unreachable(String why) {
        return Failure.of(FailureCode.UNREACHABLE, host.label() + " not reached: " + why);
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
