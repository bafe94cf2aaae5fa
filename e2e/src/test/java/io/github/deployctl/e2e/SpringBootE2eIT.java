package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadResult;
import io.github.deployctl.e2e.kit.Outcome;
import org.junit.jupiter.api.Test;

/** A Spring Boot service with Tomcat as the build packs it, without a line for deployctl in it, swapped under load. */
class SpringBootE2eIT extends E2eHost {
    /** As where nothing is declared. */
    @Override
    protected String usualPriority() {
        return "low";
    }

    @Test
    void anUnmodifiedSpringBootJarIsSwappedWithoutALostRequest() throws Exception {
        site.declare("java: {options: [" + ShopJars.OPTIONS + "], args: [\"--server.port=" + site.port() + "\"]}\n"
                + "ready: {http: /actuator/health, timeout: 90s}\n"
                + "standby: 10m");
        Outcome first = site.push(ShopJars.of("1.0.0"));
        assertThat(first.exit()).as(first.all()).isZero();
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");

        Load load = load();
        Outcome push = site.pushQuickly(ShopJars.of("2.0.0"));
        assertThat(push.exit()).as(push.all()).isZero();
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        Outcome back = site.quickly("rollback");
        assertThat(back.exit()).as(back.all()).isZero();
        assertThat(back.out()).contains("from standby");
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        Outcome restart = site.quickly("restart");
        assertThat(restart.exit()).as(restart.all()).isZero();
        // It was left by a rollback.
        Outcome again = site.quickly(
                "push", "--force", "--artifact", ShopJars.of("2.0.0").toString());
        assertThat(again.exit()).as(again.all()).isZero();
        LoadResult result = load.stop();

        assertThat(result.lossDetails(10)).isEmpty();
        assertThat(result.requests()).isGreaterThan(500);
        assertThat(result.answers()).containsExactly("demo 1.0.0", "demo 2.0.0");
    }
}
