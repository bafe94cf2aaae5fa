package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.common.config.ListenAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A kernel that refuses to make a socket of the family asked for first, as one without IPv6 does. */
final class Ipv4OnlyListenersIT extends PosixListenersContract {
    @Override
    Kernel start(Path folder) {
        return Kernel.old(folder);
    }

    @Test
    void aListenerOnEveryAddressAnswersOnIpv4Only() throws OsException {
        int port = free().port();
        kernel().keep(listeners().open(new ListenAddress("*", port)));
        assertThat(isServed("127.0.0.1", port)).isTrue();
        assertThat(isServed("::1", port)).isFalse();
    }

    @Test
    void anIpv6AddressIsRefused() throws OsException {
        int port = free().port();
        assertErrno("EAFNOSUPPORT", () -> listeners().open(new ListenAddress("::1", port)));
    }
}
