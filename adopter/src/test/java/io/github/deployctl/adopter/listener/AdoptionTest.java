package io.github.deployctl.adopter.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdoptionTest {
    private static final InetSocketAddress HTTP = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);
    private static final long PUBLIC = 30;
    private static final long PRIVATE = 40;

    private final KernelDouble kernel = new KernelDouble()
            .socket(3, PUBLIC)
            .socket(4, PRIVATE)
            .socket(9, 90)
            .socket(1009, 91);
    private final List<String> told = new ArrayList<>();
    private final Adoption adoption = new Adoption(Listeners.parse("http * 8080 3 4"), kernel, new Events());

    @Test
    void bindGivesThePrivateSocketUntilLive() throws IOException {
        assertThat(adoption.test(9, HTTP)).isTrue();
        assertThat(kernel.socketInode(9)).isEqualTo(PRIVATE);
        assertThat(told).containsExactly("adopted [9]", "bound http");

        adoption.serve(Serving.PUBLIC);
        assertThat(kernel.socketInode(9)).isEqualTo(PUBLIC);
        adoption.serve(Serving.PRIVATE);
        assertThat(kernel.socketInode(9)).isEqualTo(PRIVATE);
    }

    @Test
    void bindAfterLiveGivesThePublicSocket() throws IOException {
        adoption.serve(Serving.PUBLIC);

        assertThat(adoption.test(9, HTTP)).isTrue();
        assertThat(kernel.socketInode(9)).isEqualTo(PUBLIC);
    }

    @Test
    void commandThatIsRepeatedTouchesNothing() throws IOException {
        adoption.test(9, HTTP);
        adoption.serve(Serving.PUBLIC);
        adoption.serve(Serving.PUBLIC);

        assertThat(kernel.dup2Calls()).containsExactly("4>9", "3>9");
    }

    @Test
    void otherPortsAndDatagramSocketsAreLeftAlone() {
        assertThat(adoption.test(9, new InetSocketAddress(InetAddress.getLoopbackAddress(), 8081)))
                .isFalse();
        assertThat(adoption.test(1009, HTTP)).isFalse();
        assertThat(kernel.dup2Calls()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void numberOfAClosedFdIsNotMistakenForIt() throws IOException {
        adoption.test(9, HTTP);
        adoption.accept(9);
        kernel.socket(9, 99);

        adoption.serve(Serving.PUBLIC);

        assertThat(kernel.socketInode(9)).isEqualTo(99);
        assertThat(told).endsWith("adopted []", "adopted []");
    }

    @Test
    void numberOfAnFdClosedUnseenIsNotMistakenForIt() throws IOException {
        adoption.test(9, HTTP);
        kernel.socket(9, 99);

        adoption.serve(Serving.PUBLIC);

        assertThat(kernel.socketInode(9)).isEqualTo(99);
        assertThat(told).endsWith("adopted []");
    }

    @Test
    void missingSocketIsAnErrorOfTheCommandAndOfNoBind() {
        adoption.test(9, HTTP);
        kernel.close(3);

        assertThatThrownBy(() -> adoption.serve(Serving.PUBLIC))
                .isInstanceOf(IOException.class)
                .hasMessage("listener http: fd 3 is no longer its public socket");

        kernel.close(4);
        assertThat(adoption.test(11, HTTP)).isFalse();
        assertThat(told)
                .endsWith(
                        "failed listener of port 8080 not adopted: listener http: fd 4 is no longer its private socket");
    }

    @Test
    void stateNamesEachListenerOnce() throws IOException {
        kernel.socket(10, 92);
        adoption.test(9, HTTP);
        adoption.test(10, HTTP);
        adoption.serve(Serving.PUBLIC);

        adoption.describeTo((names, serving) -> told.add(names + " " + serving));

        assertThat(told).endsWith("[http] PUBLIC");
    }

    private final class Events implements AdoptionEvents {
        @Override
        public void adopted(int[] fds) {
            told.add("adopted " + Arrays.toString(fds));
        }

        @Override
        public void bound(String name) {
            told.add("bound " + name);
        }

        @Override
        public void failed(String reason) {
            told.add("failed " + reason);
        }
    }
}
