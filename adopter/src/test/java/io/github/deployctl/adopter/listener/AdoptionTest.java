package io.github.deployctl.adopter.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
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
    void portZeroAndDatagramSocketsAreLeftAlone() throws UnknownHostException {
        assertThat(adoption.test(9, at("127.0.0.1", 0))).isFalse();
        assertThat(adoption.test(1009, HTTP)).isFalse();
        assertThat(adoption.test(1009, at("127.0.0.1", 8081))).isFalse();
        assertThat(kernel.dup2Calls()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void fixedPortThatIsNoListenersIsToldOnce() throws UnknownHostException {
        assertThat(adoption.test(9, at("127.0.0.1", 8081))).isFalse();
        assertThat(adoption.test(9, at("127.0.0.1", 8081))).isFalse();
        assertThat(adoption.test(9, at("::1", 8081))).isFalse();
        assertThat(adoption.test(9, at("0.0.0.0", 8081))).isFalse();
        assertThat(adoption.test(9, at("::", 8081))).isFalse();

        assertThat(kernel.dup2Calls()).isEmpty();
        assertThat(told)
                .containsExactly("undeclared 127.0.0.1 8081", "undeclared 0:0:0:0:0:0:0:1 8081", "undeclared * 8081");
    }

    @Test
    void toldPortsAreCountedUpToALimit() throws UnknownHostException {
        for (int port = 1; port <= 1000; port++) {
            adoption.test(9, at("127.0.0.1", port));
        }

        assertThat(told).hasSize(100);
    }

    @Test
    void appSeesTheAddressThatItAskedFor() throws IOException {
        adoption.test(9, at("127.0.0.1", 8080));
        assertThat(adoption.apply(9)).isEqualTo(at("127.0.0.1", 8080));
        assertThat(adoption.apply(9)).hasToString("/127.0.0.1:8080");

        adoption.serve(Serving.PUBLIC);
        assertThat(adoption.apply(9)).hasToString("/127.0.0.1:8080");
        adoption.accept(9);
        assertThat(adoption.apply(9)).isNull();
    }

    @Test
    void wildcardIsThatOfTheSocketsFamily() throws UnknownHostException {
        adoption.test(9, at("0.0.0.0", 8080));
        assertThat(adoption.apply(9)).isEqualTo(at("::", 8080));
        adoption.accept(9);

        kernel.onlyFour();
        adoption.test(9, at("0.0.0.0", 8080));
        assertThat(adoption.apply(9)).isEqualTo(at("0.0.0.0", 8080));
    }

    @Test
    void nameOfTheAddressIsNotShown() throws UnknownHostException {
        InetAddress named = InetAddress.getByAddress("shop.example.com", new byte[] {127, 0, 0, 1});

        adoption.test(9, new InetSocketAddress(named, 8080));

        assertThat(adoption.apply(9)).hasToString("/127.0.0.1:8080");
    }

    @Test
    void socketOfTheOtherFamilyIsLeftToTheJdk() throws UnknownHostException {
        kernel.onlyFour();

        assertThat(adoption.test(9, at("::1", 8080))).isFalse();
        assertThat(kernel.dup2Calls()).isEmpty();
    }

    @Test
    void portThatTheAppHoldsItselfIsLeftToTheJdkWhichFails() throws IOException {
        kernel.socket(10, 92).socket(11, 93).socket(12, 94);
        adoption.test(9, at("127.0.0.1", 8080));

        assertThat(adoption.test(10, at("127.0.0.1", 8080))).isFalse();
        assertThat(adoption.test(10, at("0.0.0.0", 8080))).isFalse();
        assertThat(adoption.test(11, at("::1", 8080))).isTrue();
        assertThat(adoption.test(12, at("::", 8080))).isFalse();

        adoption.serve(Serving.PUBLIC);
        assertThat(adoption.test(10, at("127.0.0.1", 8080))).isFalse();
        adoption.accept(9);
        assertThat(adoption.test(10, at("127.0.0.1", 8080))).isTrue();
    }

    @Test
    void wildcardOfFourLeavesRoomForSix() throws UnknownHostException {
        kernel.socket(10, 92).socket(11, 93).socket(12, 94);
        kernel.onlyFour();
        adoption.test(9, at("0.0.0.0", 8080));
        assertThat(adoption.test(10, at("127.0.0.1", 8080))).isFalse();
        kernel.fourAndSix();

        assertThat(adoption.test(11, at("::1", 8080))).isTrue();
        assertThat(adoption.test(12, at("::", 8080))).isFalse();
    }

    @Test
    void portIsFreeWhenItsSocketHasLeftTheFd() throws UnknownHostException {
        kernel.socket(10, 92);
        adoption.test(9, HTTP);
        // What the JDK does to wake the threads that wait on the socket, before it closes the fd.
        kernel.socket(9, 99);

        assertThat(adoption.test(10, HTTP)).isTrue();
    }

    @Test
    void portsThatAreSharedOnPurposeAreAdoptedTogether() throws UnknownHostException {
        kernel.socket(10, 92).sharePorts();

        assertThat(adoption.test(9, HTTP)).isTrue();
        assertThat(adoption.test(10, HTTP)).isTrue();
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
        adoption.test(10, at("::1", 8080));
        adoption.serve(Serving.PUBLIC);

        adoption.describeTo((names, serving) -> told.add(names + " " + serving));

        assertThat(told).endsWith("[http] PUBLIC");
    }

    private static InetSocketAddress at(String literal, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(literal), port);
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
        public void undeclared(String host, int port) {
            told.add("undeclared " + host + " " + port);
        }

        @Override
        public void failed(String reason) {
            told.add("failed " + reason);
        }
    }
}
