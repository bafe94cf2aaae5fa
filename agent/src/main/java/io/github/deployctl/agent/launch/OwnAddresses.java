package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.ListenAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells the sockets that a process has opened itself from those that it was launched with, which it holds whether it uses them or not. */
public final class OwnAddresses {
    private OwnAddresses() {}

    /**
     * Returns those of {@code listening} that were not handed over.
     *
     * @param listening addresses as {@link io.github.deployctl.agent.os.Host#listening} has them
     */
    public static List<String> of(List<String> listening, RunningProcess process, Declaration declaration) {
        Set<String> handedOver = new HashSet<>();
        process.privatePorts().values().forEach(port -> handedOver.add("127.0.0.1:" + port));
        for (ListenAddress address : declaration.listeners().values()) {
            handedOver.add(address.isAnyAddress() ? "[::]:" + address.port() : address.toString());
        }
        return listening.stream()
                .filter(address -> !handedOver.contains(address))
                .toList();
    }
}
