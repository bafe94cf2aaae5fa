package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.InitSystem;
import io.github.deployctl.agent.os.Listeners;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.Successor.Passed;
import io.github.deployctl.agent.systemd.Activation;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The public listeners, by address. Owns their descriptors. A copy of each that the agent has opened is in the service manager's keeping. One that a socket
 * unit passed in belongs to the unit: it is used where it fits, and neither closed nor kept. For the owner thread.
 */
final class PublicListeners {
    /** Begins the name of each descriptor in keeping; any other name is a socket unit's. */
    private static final String KEPT = "deployctl-";

    private final Listeners listeners;
    private final Host host;
    private final InitSystem service;
    private final Faults faults;
    private final Consumer<String> log;
    private final Map<ListenAddress, Fd> open = new LinkedHashMap<>();
    /** Those of a socket unit, with its names for them. */
    private final Map<Fd, String> lent = new LinkedHashMap<>();
    /** By descriptor, the names under which the agent was started with them. */
    private final Map<Fd, String> spare = new LinkedHashMap<>();

    PublicListeners(Surroundings around) {
        this.listeners = around.listeners();
        this.host = around.host();
        this.service = around.service();
        this.faults = around.faults();
        this.log = around.log();
    }

    /** Takes what the agent was started with; each is used once an address asks for it. */
    void inherit(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            int number = Activation.FIRST_FD + i;
            try {
                Fd listener = listeners.inherit(number);
                spare.put(listener, names.get(i));
                if (!names.get(i).startsWith(KEPT)) {
                    lent.put(listener, names.get(i));
                }
            } catch (OsException e) {
                log.accept("fd " + number + " (" + names.get(i) + ") is not used: " + e.getMessage());
            }
        }
    }

    List<ListenAddress> addresses() {
        return List.copyOf(open.keySet());
    }

    /** Takes over one that was found in a running process. */
    void put(ListenAddress address, Fd listener) {
        open.put(address, listener);
        if (!lent.containsKey(listener)) {
            service.keep(kept(address), listener);
        }
    }

    /** Takes the listener of {@code address} from what the agent was started with. Returns false when it is not there. */
    boolean claim(ListenAddress address) {
        for (Fd listener : spare.keySet()) {
            try {
                if (listeners.isBoundTo(listener, address)) {
                    spare.remove(listener);
                    put(address, listener);
                    return true;
                }
            } catch (OsException e) {
                log.accept("listener " + address + " was not recognised: " + e.getMessage());
            }
        }
        return false;
    }

    /** Closes what a former agent gave into keeping and nothing needs any more. */
    void closeStrays() {
        spare.entrySet().removeIf(entry -> {
            if (lent.containsKey(entry.getKey())) {
                return false;
            }
            service.release(entry.getValue());
            listeners.shutDown(entry.getKey());
            return true;
        });
    }

    /** Returns all by the names under which another agent takes them up again, as {@link #inherit} and {@link #claim} do. */
    List<Passed> named() {
        List<Passed> named = new ArrayList<>();
        open.forEach(
                (address, listener) -> named.add(new Passed(lent.getOrDefault(listener, kept(address)), listener)));
        spare.forEach((listener, name) -> named.add(new Passed(name, listener)));
        return named;
    }

    boolean holds(ListenAddress address) {
        return open.containsKey(address);
    }

    /** Returns the listener of an address that {@link #ensure} has opened. */
    Fd get(ListenAddress address) {
        Fd listener = open.get(address);
        if (listener == null) {
            throw new IllegalStateException("listener " + address + " is not open");
        }
        return listener;
    }

    /** Opens those of {@code wanted} that are not open. When one cannot be, those that this call opened are closed again. */
    void ensure(Map<String, ListenAddress> wanted) throws FailureException {
        List<ListenAddress> opened = new ArrayList<>();
        for (Map.Entry<String, ListenAddress> entry : wanted.entrySet()) {
            ListenAddress address = entry.getValue();
            if (open.containsKey(address) || claim(address)) {
                continue;
            }
            try {
                put(address, listeners.open(address));
                faults.pass("listener-opened");
                opened.add(address);
            } catch (OsException e) {
                opened.forEach(this::close);
                throw refused(entry.getKey(), address, e).asException();
            }
        }
    }

    /** Closes all but {@code needed}; connects to the others are refused from then on. */
    void retain(Set<ListenAddress> needed) {
        addresses().stream().filter(address -> !needed.contains(address)).forEach(this::close);
    }

    /** Puts right what an app can have changed on a socket that it shares. */
    void restore() {
        open.forEach((address, listener) -> {
            try {
                listeners.restore(listener);
            } catch (OsException e) {
                log.accept("listener " + address + " could not be restored: " + e.getMessage());
            }
        });
    }

    private void close(ListenAddress address) {
        Fd listener = open.remove(address);
        if (listener == null) {
            return;
        }
        String unitsName = lent.get(listener);
        if (unitsName != null) {
            spare.put(listener, unitsName);
            return;
        }
        faults.pass("listener-unneeded");
        service.release(kept(address));
        listeners.shutDown(listener);
        faults.pass("listener-closed");
    }

    private static String kept(ListenAddress address) {
        return KEPT + address.toString().replace(':', '_');
    }

    private Failure refused(String name, ListenAddress address, OsException e) {
        return Failure.of(
                        FailureCode.NOT_DEPLOYED,
                        "nothing was started: listener " + name + " could not be opened: " + e.getMessage()
                                + held(e.errno(), address.port()))
                .hint(hint(e.errno(), address.port()));
    }

    private String held(String errno, int port) {
        if (!errno.equals("EADDRINUSE")) {
            return "";
        }
        String holder = host.holderOf(port);
        return ", held by " + (holder.isEmpty() ? "a process of another user, which only root can name" : holder);
    }

    private static @Nullable String hint(String errno, int port) {
        return switch (errno) {
            case "EADDRINUSE" ->
                "end the process that holds the port (as root: ss -ltnp 'sport = :" + port
                        + "'), or declare another one under listeners";
            case "EACCES" ->
                "ports below 1024 need CAP_NET_BIND_SERVICE (AmbientCapabilities= in the agent's unit); give it "
                        + "that, or declare a higher port under listeners";
            case "EADDRNOTAVAIL" -> "declare an address that the host has under listeners";
            default -> null;
        };
    }
}
