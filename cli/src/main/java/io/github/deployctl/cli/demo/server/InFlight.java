package io.github.deployctl.cli.demo.server;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that are being answered. */
final class InFlight extends Filter {
    private final AtomicInteger count = new AtomicInteger();

    boolean isEmpty() {
        return count.get() == 0;
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        count.incrementAndGet();
        try {
            chain.doFilter(exchange);
        } finally {
            count.decrementAndGet();
        }
    }

    @Override
    public String description() {
        return "counts requests in flight";
    }
}
