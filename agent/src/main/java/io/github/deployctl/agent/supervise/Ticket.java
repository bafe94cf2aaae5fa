package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.supervise.Operation.Order;

/** Something that was asked, so that it can be abandoned. */
public final class Ticket {
    private final Order order;

    Ticket(Order order) {
        this.order = order;
    }

    Order order() {
        return order;
    }
}
