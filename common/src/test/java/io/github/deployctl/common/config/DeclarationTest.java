package io.github.deployctl.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.deployctl.common.release.AppName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclarationTest {
    @ParameterizedTest
    @CsvSource({"8080,*,8080", "127.0.0.1:80,127.0.0.1,80", "[::1]:443,::1,443", "*:9000,*,9000", "0.0.0.0:1,0.0.0.0,1"
    })
    void listenAddressIsReadAsWritten(String text, String host, int port) {
        assertThat(ListenAddress.parse(text)).isEqualTo(new ListenAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "65536",
                "99999",
                "localhost:80",
                "::1:80",
                "[::1]",
                "127.0.0.1",
                "256.1.1.1:80",
                "1.2.3:80",
                "80 ",
                "-1",
                "8080:80:1",
                "[zz]:1"
            })
    void addressThatCannotBeBoundIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ListenAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8080", "127.0.0.1:80", "[::1]:443"})
    void listenAddressIsWrittenAsItIsRead(String text) {
        assertThat(ListenAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "30s,30000", "10m,600000", "2h,7200000", "0s,0", "90s,90000", "1500ms,1500"})
    void durationIsReadAndWrittenBack(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
        assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(text);
    }

    /** Each is put into a timer as it is. */
    @ParameterizedTest
    @ValueSource(strings = {"999999999ms", "999999999s", "59999939m", "999999h"})
    void theLongestDurationIsOneThatATimerCounts(String text) {
        assertThat(Durations.parse(text).toNanos()).isPositive();
        assertThat(Durations.parse(Durations.format(Durations.parse(text)))).isEqualTo(Durations.parse(text));
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse("9" + text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-1s", "1.5s", "30 s", "1d", "9999999999s", "0x10s"})
    void durationWithoutAUnitOrSenseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text));
    }

    @ParameterizedTest
    @CsvSource({">=17,17,true", ">=17,21,true", ">=17,11,false", "21,21,true", "21,25,false"})
    void javaRequirementAccepts(String text, int actual, boolean accepted) {
        assertThat(JavaRequirement.parse(text).accepts(actual)).isEqualTo(accepted);
    }

    @Test
    void smallestDeclarationHasTheDefaults() {
        Declaration declaration = Declaration.of(new AppName("shop"), Map.of("http", ListenAddress.parse("8080")));

        assertThat(declaration.probedListener()).isEqualTo("http");
        assertThat(declaration.ready().timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(declaration.deadlines().standby()).isEqualTo(Duration.ofMinutes(10));
        assertThat(declaration.launch().cwd()).isEqualTo("work");
    }

    @Test
    void twoListenersOnOnePortAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Declaration.of(
                        new AppName("shop"),
                        Map.of("a", ListenAddress.parse("8080"), "b", ListenAddress.parse("127.0.0.1:8080"))))
                .withMessageContaining("8080");
    }

    @Test
    void declarationWithoutAListenerIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Declaration.of(new AppName("shop"), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/tmp", "..", "a/../b", "a//b", "./a", "a/", "a\0b", "a b"})
    void workingFolderOutsideTheAppsIsRefused(String cwd) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Launch(null, null, List.of(), List.of(), cwd, Map.of()));
    }

    @Test
    void argumentThatExecveCannotPassIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Launch(null, null, List.of(), List.of("a\0b"), "work", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "health", "http://x/", "/a b", "/a\r\nHost: x"})
    void probePathThatWouldBreakTheRequestIsRefused(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadyCheck.HttpProbe(path, null, StatusRange.SUCCESS, null));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:9001,127.0.0.1,9001", "[::1]:0,::1,0", "9001,127.0.0.1,9001", "0,127.0.0.1,0"})
    void probeAddressIsReadAsWritten(String text, String host, int port) {
        ProbeAddress address = ProbeAddress.parse(text);

        assertThat(address).isEqualTo(new ProbeAddress(host, port));
        assertThat(ProbeAddress.parse(address.toString())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*:80", "localhost:80", "127.0.0.1", "256.1.1.1:80", "::1:80", "127.0.0.1:65536"})
    void probeAddressThatCannotBeAskedIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ProbeAddress.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"ADOPT,true,true,true", "INHERIT,true,false,false", "RESTART,false,true,false"})
    void eachWayOfHandOverIsAThingOfItsOwn(HandOver way, boolean overlaps, boolean adopted, boolean standby) {
        assertThat(HandOver.parse(way.toString())).isEqualTo(way);
        assertThat(way.overlaps()).isEqualTo(overlaps);
        assertThat(way.isAdopted()).isEqualTo(adopted);
        assertThat(way.keepsStandby()).isEqualTo(standby);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ADOPT", "Inherit", "proxy"})
    void handOverThatIsNoneIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HandOver.parse(text));
    }

    @Test
    void commandAndOptionsForAJvmAreRefusedTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Launch(null, null, List.of("-Xmx1g"), List.of(), "work", Map.of(), List.of("sh")))
                .withMessageContaining("java.options");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Launch(null, null, List.of(), List.of(), "work", Map.of(), List.of("sh", "a\0b")));
    }
}
