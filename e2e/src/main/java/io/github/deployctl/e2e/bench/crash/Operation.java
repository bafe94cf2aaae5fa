package io.github.deployctl.e2e.bench.crash;

import io.github.deployctl.e2e.app.Conduct;
import java.io.IOException;
import java.util.Locale;

/** What is under way when somebody dies. Each begins and, if nobody does, ends with one generation live and one on standby. */
public enum Operation {
    PUSH {
        @Override
        void run(CrashHost host) throws IOException {
            host.push(host.nextVersion(), Conduct.GOOD);
        }
    },
    FAILING_PUSH {
        @Override
        void run(CrashHost host) throws IOException {
            host.push(host.nextVersion(), Conduct.NEVER_READY);
        }
    },
    LISTENERS {
        @Override
        void run(CrashHost host) throws IOException {
            host.pushWithAnotherListener(host.nextVersion());
            host.push(host.nextVersion(), Conduct.GOOD);
        }
    },
    ROLLBACK {
        @Override
        void run(CrashHost host) throws IOException {
            host.client().rollBack(null);
        }
    },
    REVERT {
        @Override
        void run(CrashHost host) throws IOException, InterruptedException {
            host.pushOneThatIsTakenBack(host.nextVersion());
        }
    },
    RESTART {
        @Override
        void run(CrashHost host) throws IOException {
            host.client().restart();
        }
    },
    STOP_START {
        @Override
        void run(CrashHost host) throws IOException {
            host.client().stop();
            host.client().start();
        }
    },
    UPGRADE {
        @Override
        void run(CrashHost host) throws IOException, InterruptedException {
            host.upgrade();
        }
    },
    READOPTION {
        @Override
        void run(CrashHost host) throws IOException, InterruptedException {
            host.agent().kill();
            host.startAgent();
        }
    };

    abstract void run(CrashHost host) throws IOException, InterruptedException;

    /** Whether clients are meant to be refused meanwhile. */
    boolean stopsTheApp() {
        return this == STOP_START;
    }

    /** Whether the process that serves is killed in any case, and requests with it. */
    boolean killsTheApp() {
        return this == REVERT;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
