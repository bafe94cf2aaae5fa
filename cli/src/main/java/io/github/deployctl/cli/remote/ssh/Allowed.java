package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.util.List;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.common.Factory;

/**
 * Algorithms that a configuration allows; an empty list allows all that are offered here. Their order stays the one of this client.
 *
 * @param exchanges for keys (KexAlgorithms)
 * @param hostKeys signatures of host keys (HostKeyAlgorithms)
 */
public record Allowed(List<String> ciphers, List<String> macs, List<String> exchanges, List<String> hostKeys) {
    public static final Allowed ALL = new Allowed(List.of(), List.of(), List.of(), List.of());

    /** Says that the peer's extensions are wanted (RFC 8308): written among the exchanges, but not one. */
    private static final String EXTENSIONS = "ext-info-c";

    public Allowed {
        ciphers = List.copyOf(ciphers);
        macs = List.copyOf(macs);
        exchanges = List.copyOf(exchanges);
        hostKeys = List.copyOf(hostKeys);
    }

    /**
     * Takes away from {@code config} what is not allowed.
     *
     * @throws FailureException ({@code CONFIG_INVALID}) when nothing would be left
     */
    void narrow(Config config) throws FailureException {
        config.setCipherFactories(kept("Ciphers", config.getCipherFactories(), ciphers));
        config.setMACFactories(kept("MACs", config.getMACFactories(), macs));
        config.setKeyExchangeFactories(kept("KexAlgorithms", config.getKeyExchangeFactories(), exchanges));
        config.setKeyAlgorithms(kept("HostKeyAlgorithms", config.getKeyAlgorithms(), hostKeys));
    }

    private static <T> List<Factory.Named<T>> kept(String option, List<Factory.Named<T>> offered, List<String> allowed)
            throws FailureException {
        if (allowed.isEmpty()) {
            return offered;
        }
        List<Factory.Named<T>> kept = offered.stream()
                .filter(factory ->
                        allowed.contains(factory.getName()) || factory.getName().equals(EXTENSIONS))
                .toList();
        if (kept.stream().allMatch(factory -> factory.getName().equals(EXTENSIONS))) {
            List<String> names = offered.stream().map(Factory.Named::getName).toList();
            throw Failure.of(
                            FailureCode.CONFIG_INVALID,
                            "ssh_config not usable: " + option + " allows nothing that is done here")
                    .serving("nothing was changed")
                    .hint("allow one of " + String.join(", ", names))
                    .asException();
        }
        return kept;
    }
}
