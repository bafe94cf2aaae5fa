package io.github.deployctl.cli.setup;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.LoginConnector;
import io.github.deployctl.cli.remote.RemoteLogin;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The setup of one host after another, none after the first that fails: log in, look, have it agreed to, do it. Used by one thread. */
public final class HostSetup {
    /** The setup script's status when there is no Java. */
    private static final int NO_JAVA = 3;

    private static final Deadline LOOK = new Deadline("look.timeout", Duration.ofMinutes(1));
    /** A Java may have to come from a slow mirror. */
    private static final Deadline SETUP = new Deadline("setup.timeout", Duration.ofMinutes(15));

    private final LoginConnector connector;
    private final SetupScript script;
    private final Consent consent;
    private final SetupProgress progress;

    public HostSetup(LoginConnector connector, SetupScript script, Consent consent, SetupProgress progress) {
        this.connector = connector;
        this.script = script;
        this.consent = consent;
        this.progress = progress;
    }

    /** Returns a report on each of {@code hosts}, in their order. */
    public List<HostReport> run(List<HostAddress> hosts, SetupOrder order) {
        List<HostReport> reports = new ArrayList<>();
        boolean failed = false;
        for (HostAddress host : hosts) {
            HostReport report = failed ? HostReport.skipped(host) : runOne(host, order);
            failed |= report.failure() != null;
            reports.add(report);
        }
        return reports;
    }

    private HostReport runOne(HostAddress host, SetupOrder order) {
        Consumer<String> shown = line -> progress.said(host, line);
        Heard heard = new Heard(line -> {});
        progress.said(host, "connecting");
        try (RemoteLogin login = connector.logIn(host)) {
            String shell = rootShell(host, login);
            Heard look = new Heard(shown);
            SetupOrder agreed = look(host, order, login, shell, look);
            if (look.changes().isEmpty()) {
                return new HostReport(host, HostReport.Result.UNCHANGED, List.of(), look.notes(), null);
            }
            if (!consent.isWanted(host, look.changes().size())) {
                return new HostReport(host, HostReport.Result.PLANNED, look.changes(), look.notes(), null);
            }
            heard = new Heard(shown);
            progress.changing(host);
            int status = login.run(shell, script.whole(agreed), SETUP, heard);
            if (status != 0) {
                throw heard.failure(status).asException();
            }
            return new HostReport(host, HostReport.Result.CHANGED, heard.changes(), heard.notes(), null);
        } catch (FailureException e) {
            return HostReport.failed(host, heard, e.failure());
        } catch (IOException e) {
            return HostReport.failed(
                    host,
                    heard,
                    Failure.of(FailureCode.NOT_DEPLOYED, "the agent's files were not read: " + e.getMessage())
                            .hint("install deployctl again"));
        } finally {
            progress.ended(host);
        }
    }

    /** Returns the order with what had to be agreed to on the way. */
    private SetupOrder look(HostAddress host, SetupOrder order, RemoteLogin login, String shell, Heard look)
            throws FailureException, IOException {
        int status = login.run(shell, script.look(order), LOOK, look);
        if (status == NO_JAVA && !order.isJavaInstalled() && consent.isJavaWanted(host)) {
            SetupOrder withJava = order.withJava();
            return look(host, withJava, login, shell, look);
        }
        if (status != 0) {
            throw look.failure(status)
                    .serving("nothing was changed on " + host.label())
                    .asException();
        }
        return order;
    }

    /** Returns the command by which a script on standard input is run as root. */
    private static String rootShell(HostAddress host, RemoteLogin login) throws FailureException {
        List<String> said = new ArrayList<>();
        login.run("id -u", "", LOOK, said::add);
        if (said.equals(List.of("0"))) {
            return "sh -s";
        }
        if (said.isEmpty() || !said.get(0).matches("[0-9]+")) {
            throw refused(host, "the login there runs no commands" + (said.isEmpty() ? "" : ": " + said.get(0)))
                    .hint("log in as root, or as a user who may sudo: deployctl setup root@" + host.label())
                    .asException();
        }
        said.clear();
        if (login.run("sudo -n true", "", LOOK, said::add) != 0) {
            throw refused(
                            host,
                            "the login there is not root, and sudo -n refused"
                                    + (said.isEmpty() ? "" : ": " + said.get(said.size() - 1)))
                    .hint("allow it to sudo without a password, or log in as root: deployctl setup root@" + host.label()
                            + "; or take the script there: deployctl setup --print")
                    .asException();
        }
        return "sudo -n sh -s";
    }

    private static Failure refused(HostAddress host, String why) {
        return Failure.of(FailureCode.NOT_DEPLOYED, "not set up: " + why)
                .serving("nothing was changed on " + host.label());
    }
}
