package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.state.BadRelease;
import io.github.deployctl.agent.state.Standings;
import io.github.deployctl.agent.supervise.Operation.Order;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import java.util.Optional;

/** Lets one change of what serves begin at a time, by whoever may, none once the agent ends, and none to what is marked bad. For the owner thread. */
final class Gate {
    private final Supervisor supervisor;
    private final Leases leases;
    private final BeforeStarts beforeStarts;

    Gate(Supervisor supervisor, Leases leases, BeforeStarts beforeStarts) {
        this.beforeStarts = beforeStarts;
        this.supervisor = supervisor;
        this.leases = leases;
    }

    BeforeStarts beforeStarts() {
        return beforeStarts;
    }

    /** Lets {@code order} begin, or says who is in its way. */
    void admit(Order order) throws FailureException {
        refuseWhenBusy();
        leases.admit(order);
    }

    /** Lets nobody lock what is under way. */
    void refuseWhenBusy() throws FailureException {
        if (supervisor.isEnding()) {
            throw Failure.of(FailureCode.NOT_DEPLOYED, "nothing was changed: the agent was told to end")
                    .hint("start the agent on the host, then try again")
                    .asException();
        }
        Operations operations = supervisor.operations();
        Optional<Order> holder = operations
                .holder()
                .filter(operation -> supervisor.now().isBusy())
                .map(Operation::order)
                .or(operations::stopping)
                .or(beforeStarts::underWay)
                .or(supervisor.interlude()::changing);
        if (holder.isPresent()) {
            throw Failure.of(
                            FailureCode.LOCKED,
                            "nothing was changed: " + holder.get().describe() + " is under way")
                    .serving(Operations.serving(supervisor.now()))
                    .hint("wait until it is done (deployctl status), then try again")
                    .asException();
        }
    }

    /** What has failed here once fails again, unless somebody knows better. */
    void refuseBad(Request.Deploy request, Standings standings) throws FailureException {
        Optional<BadRelease> mark = standings.markOf(BadRelease.content(request.artifact(), request.declaration()));
        if (mark.isPresent() && !request.force()) {
            throw Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "nothing was pushed: release " + mark.get().release() + " is "
                                    + mark.get().describe())
                    .serving(Operations.serving(supervisor.now()))
                    .hint("mend it and push that, or push it all the same: deployctl push --force")
                    .asException();
        }
    }

    /** Only what an adopter holds stays off its listeners. */
    void refuseUnparked(HandOver handOver) throws FailureException {
        if (supervisor.isParked() && !handOver.isAdopted()) {
            throw Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "nothing was started: maintenance is on, and with handover: " + handOver
                                    + " the app would answer at once")
                    .serving(Operations.serving(supervisor.now()))
                    .hint("deployctl maintenance off, then try again")
                    .asException();
        }
    }
}
