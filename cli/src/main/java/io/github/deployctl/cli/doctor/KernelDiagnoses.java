package io.github.deployctl.cli.doctor;

import io.github.deployctl.common.protocol.HostFacts;
import io.github.deployctl.common.protocol.KernelSettings;
import java.util.List;

/** What is made of how a host's kernel is set. */
final class KernelDiagnoses {
    static final String BACKLOG = "backlog";
    static final String OVERFLOW = "overflow";
    static final String FILES = "files";
    static final String PRIORITY = "priority";

    /** Descriptors: a connection is one, and a server of average size holds some hundred jars, logs and sockets besides. */
    private static final int FEW_FILES = 4096;
    /** RLIMIT_NICE 20 is nice 0, getrlimit(2). */
    private static final int NICE_ZERO = 20;

    private final HostSight sight;
    private final HostFacts facts;

    KernelDiagnoses(HostSight sight, HostFacts facts) {
        this.sight = sight;
        this.facts = facts;
    }

    /** Returns the command that sets it now and after the next start. */
    static String set(String name, long value) {
        return "echo '" + name + " = " + value + "' >> /etc/sysctl.d/60-deployctl.conf; sysctl --system";
    }

    List<Diagnosis> all() {
        return List.of(backlog(), overflow(), files(), priority());
    }

    private Diagnosis backlog() {
        int asked = facts.backlog();
        if (facts.somaxconn() == 0) {
            return Diagnosis.skip(BACKLOG, "the agent could not read net.core.somaxconn");
        }
        if (facts.somaxconn() < asked) {
            return Diagnosis.warn(
                            BACKLOG, "net.core.somaxconn is " + facts.somaxconn() + ", and " + asked + " was asked for")
                    .follows("when the app dies, no more than " + facts.somaxconn() + " connections wait for the next")
                    .fix(sight.asRoot(set("net.core.somaxconn", asked)));
        }
        KernelSettings kernel = facts.kernel();
        if (kernel == null || kernel.synBacklog() < 0 || kernel.synCookies() < 0) {
            return Diagnosis.skip(
                    BACKLOG, "net.core.somaxconn is " + facts.somaxconn() + "; tcp_max_syn_backlog is not known");
        }
        // With cookies nobody is turned away for it: tcp(7), tcp_conn_request() in net/ipv4/tcp_input.c.
        return kernel.synCookies() == 0 && kernel.synBacklog() < asked
                ? Diagnosis.warn(
                                BACKLOG,
                                "net.ipv4.tcp_max_syn_backlog is " + kernel.synBacklog() + " and tcp_syncookies is off")
                        .follows("of many who connect at once, some are dropped and try again after a second")
                        .fix(sight.asRoot(set("net.ipv4.tcp_syncookies", 1)))
                : Diagnosis.ok(
                        BACKLOG,
                        "net.core.somaxconn " + facts.somaxconn() + ", tcp_max_syn_backlog " + kernel.synBacklog());
    }

    private Diagnosis overflow() {
        KernelSettings kernel = facts.kernel();
        if (kernel == null || kernel.abortOnOverflow() < 0) {
            return unknown(OVERFLOW, "net.ipv4.tcp_abort_on_overflow");
        }
        return kernel.abortOnOverflow() != 0
                ? Diagnosis.warn(OVERFLOW, "net.ipv4.tcp_abort_on_overflow is on")
                        .follows("whoever comes to a full backlog is reset, instead of waiting")
                        .fix(sight.asRoot(set("net.ipv4.tcp_abort_on_overflow", 0)))
                : Diagnosis.ok(OVERFLOW, "whoever comes to a full backlog waits");
    }

    private Diagnosis files() {
        KernelSettings kernel = facts.kernel();
        if (kernel == null || kernel.openFiles() < 0) {
            return unknown(FILES, "the limit of open files");
        }
        return kernel.openFiles() < FEW_FILES
                ? Diagnosis.warn(FILES, "the agent and the app may open " + kernel.openFiles() + " files each")
                        .follows("the app refuses connections beyond that")
                        .fix("deployctl setup " + sight.host().label())
                : Diagnosis.ok(FILES, "the agent and the app may open " + kernel.openFiles() + " each");
    }

    private Diagnosis priority() {
        KernelSettings kernel = facts.kernel();
        if (kernel == null || kernel.nice() < 0) {
            return unknown(PRIORITY, "the limit of nice values");
        }
        return kernel.nice() < NICE_ZERO
                ? Diagnosis.warn(
                                PRIORITY,
                                "nothing that was lowered may be raised again (RLIMIT_NICE " + kernel.nice() + ")")
                        .follows("unless the agent has CAP_SYS_NICE, a new app boots at the priority of the one that"
                                + " serves, which is slower meanwhile")
                        .fix("deployctl setup " + sight.host().label())
                : Diagnosis.ok(PRIORITY, "a new app boots behind the one that serves");
    }

    private Diagnosis unknown(String check, String what) {
        return facts.kernel() == null
                ? Diagnosis.skip(check, "the agent is too old to be asked about " + what)
                        .fix("deployctl agent upgrade " + sight.host().label())
                : Diagnosis.skip(check, "the agent could not read " + what);
    }
}
