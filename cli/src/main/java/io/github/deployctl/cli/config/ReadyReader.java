package io.github.deployctl.cli.config;

import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.config.ProbeAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.ReadyCheck.HttpProbe;
import io.github.deployctl.common.config.StatusRange;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** {@code ready}: {@code http} in its short or long form, {@code bound: true} or {@code notify: true}; and the timeout. */
final class ReadyReader {
    private ReadyReader() {}

    static ReadyCheck read(Node node) {
        Section ready = Section.of(node, "ready");
        Duration timeout = ready.get("timeout")
                .map(value -> Values.parsed(value, "ready.timeout", ReadyReader::timeout))
                .orElse(ReadyCheck.DEFAULT.timeout());
        List<String> instead = List.of("bound", "notify").stream()
                .filter(key -> isChosen(ready, key))
                .toList();
        if (instead.isEmpty()) {
            return new ReadyCheck(ready.get("http").map(ReadyReader::http).orElse(ReadyCheck.DEFAULT.http()), timeout);
        }
        String other = ready.get("http").isPresent() ? "http" : instead.get(instead.size() - 1);
        if (!other.equals(instead.get(0))) {
            throw ConfigException.at(
                    ready.get(instead.get(0)).orElse(node),
                    "ready." + instead.get(0) + " and ready." + other + " exclude each other");
        }
        return new ReadyCheck(null, timeout, instead.get(0).equals("notify"));
    }

    private static Duration timeout(String text) {
        return new ReadyCheck(null, Durations.parse(text)).timeout();
    }

    private static boolean isChosen(Section ready, String key) {
        @Nullable Node value = ready.get(key).orElse(null);
        if (value != null && !Values.text(value, "ready." + key).equals("true")) {
            throw ConfigException.at(value, "ready." + key + " can only be true; leave it out for an HTTP check");
        }
        return value != null;
    }

    private static HttpProbe http(Node node) {
        if (node instanceof ScalarNode) {
            return Values.parsed(node, "ready.http", path -> new HttpProbe(path, null, StatusRange.SUCCESS, null));
        }
        Section http = Section.of(node, "ready.http");
        String path = http.get("path")
                .map(value -> Values.parsed(value, "ready.http.path", ReadyReader::path))
                .orElse("/");
        @Nullable
        String host = http.get("host")
                .map(value -> Values.parsed(value, "ready.http.host", ReadyReader::host))
                .orElse(null);
        StatusRange status = http.get("status")
                .map(value -> Values.parsed(value, "ready.http.status", StatusRange::parse))
                .orElse(StatusRange.SUCCESS);
        @Nullable
        String listener = http.get("listener")
                .map(value -> Values.text(value, "ready.http.listener"))
                .orElse(null);
        @Nullable
        ProbeAddress address = http.get("address")
                .map(value -> Values.parsed(value, "ready.http.address", ProbeAddress::parse))
                .orElse(null);
        return Values.checked(node, () -> new HttpProbe(path, host, status, listener, address));
    }

    private static String path(String text) {
        return new HttpProbe(text, null, StatusRange.SUCCESS, null).path();
    }

    private static String host(String text) {
        // The record keeps what it was given or refuses it.
        new HttpProbe("/", text, StatusRange.SUCCESS, null);
        return text;
    }
}
