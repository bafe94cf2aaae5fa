package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.host.HostAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What hosts are called in progress: {@code 03/12 web3} where there are several, else by their name alone. */
final class HostLabels {
    private final Map<HostAddress, String> labels = new HashMap<>();

    HostLabels(List<HostAddress> hosts) {
        int digits = Integer.toString(hosts.size()).length();
        for (int i = 0; i < hosts.size() && hosts.size() > 1; i++) {
            String number = Integer.toString(i + 1);
            String place = "0".repeat(digits - number.length()) + number + "/" + hosts.size() + " ";
            labels.putIfAbsent(hosts.get(i), place + hosts.get(i).label());
        }
    }

    String of(HostAddress host) {
        return labels.getOrDefault(host, host.label());
    }
}
