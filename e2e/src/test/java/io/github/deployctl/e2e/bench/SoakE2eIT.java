package io.github.deployctl.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.e2e.kit.Installation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The soak as a test, for {@code mvn -Psoak verify} alone. */
@Tag("soak")
class SoakE2eIT {
    @Test
    void aThousandSwapsLoseAndLeaveNothing() throws Exception {
        Setting setting = new Setting(
                Installation.ofThisBuild(),
                Path.of(System.getProperty("deployctl.sources")).normalize(),
                List.of(),
                System.out::println);
        BenchReport report = BenchReport.of("soak", new Soak().measure(setting));
        assertThat(report.ok()).as(report.table()).isTrue();
    }
}
