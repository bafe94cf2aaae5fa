package io.github.deployctl.adopter.listener;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EpollRegistrationTest {
    private static final String FDINFO = """
            pos:	0
            flags:	02
            mnt_id:	15
            ino:	2061
            tfd:        8 events:       19 data:                8  pos:0 ino:2c1f sdev:8
            tfd:       12 events: 40000001 data: 7f310000000c  pos:0 ino:80000000a sdev:8
            tfd:       13 events: 80000019 data:                d  pos:0 ino:1 sdev:8
            """;

    @Test
    void registrationsAreReadAsTheKernelWritesThem() {
        assertThat(EpollRegistration.parse(5, FDINFO))
                .containsExactly(
                        new EpollRegistration(5, 8, 0x19, 0x2c1f),
                        new EpollRegistration(5, 12, 0x40000001, 0x80000000aL),
                        new EpollRegistration(5, 13, 0x80000019, 1));
    }

    @Test
    void otherLinesArePassedOver() {
        assertThat(EpollRegistration.parse(5, "tfd: x events: 1 data: 8 pos:0 ino:1\ntfd: 8\n\nevents: 1"))
                .isEmpty();
    }

    @Test
    void oneShotRegistrationIsRestoredArmed() {
        assertThat(new EpollRegistration(5, 8, 0x40000000, 1).eventsToRestore()).isEqualTo(0x40000001);
        assertThat(new EpollRegistration(5, 8, 0x19, 1).eventsToRestore()).isEqualTo(0x19);
    }
}
