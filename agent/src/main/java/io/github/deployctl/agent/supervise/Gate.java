package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.supervise.Operation.Order;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.util.Optional;

/** Lets one change of what serves begin at a time, and none once the agent ends. For the owner thread. */
final class Gate {
    private final Supervisor supervisor;

    Gate(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

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
                .or(operations::stopping);
        if (holder.isPresent()) {
            throw Failure.of(
                            FailureCode.LOCKED,
                            "nothing was changed: " + holder.get().describe() + " is under way")
                    .serving(Operations.serving(supervisor.now()))
                    .hint("wait until it is done (deployctl status), then try again")
                    .asException();
        }
    }
}
