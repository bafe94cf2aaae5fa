package io.github.deployctl.agent.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.Retention;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SurplusTest {
    private static final Declaration DECLARATION =
            Declaration.of(new AppName("shop"), Map.of("http", ListenAddress.parse("8080")));
    private static final List<Release> FIVE =
            List.of(release("5", 100), release("4", 100), release("3", 100), release("2", 100), release("1", 100));

    /** The first letter of {@code id} names the artifact. */
    private static Release release(String id, long size) {
        Checksum artifact = new Checksum(id.substring(0, 1).repeat(64));
        return new Release(new ReleaseId(id), artifact, size, DECLARATION);
    }

    private static Set<ReleaseId> ids(String... ids) {
        return Stream.of(ids).map(ReleaseId::new).collect(Collectors.toSet());
    }

    private static List<String> gone(Surplus surplus) {
        return surplus.gone().stream().map(r -> r.id().value()).toList();
    }

    private static Surplus surplus(List<Release> all, Retention retention, Set<ReleaseId> inUse) {
        return Surplus.of(all, retention, inUse, release -> 0);
    }

    @Test
    void theNewestAndThoseInUseAreKept() {
        Surplus surplus = surplus(FIVE, new Retention(2), ids("1"));

        assertThat(gone(surplus)).containsExactly("3", "2");
        assertThat(surplus.freedBytes()).isEqualTo(200);
        assertThat(surplus.keptBytes()).isEqualTo(300);
    }

    @Test
    void aboveTheBudgetTheOldestGoFirstUntilTheRestFits() {
        assertThat(gone(surplus(FIVE, new Retention(5, 500L), ids("5")))).isEmpty();
        assertThat(gone(surplus(FIVE, new Retention(5, 499L), ids("5")))).containsExactly("1");
        assertThat(gone(surplus(FIVE, new Retention(5, 250L), ids("5", "1")))).containsExactly("4", "3", "2");
    }

    @Test
    void whatIsInUseStaysHoweverSmallTheBudgetIs() {
        Surplus surplus = surplus(FIVE, new Retention(1, 1L), ids("5", "4"));

        assertThat(gone(surplus)).containsExactly("3", "2", "1");
        assertThat(surplus.keptBytes()).isEqualTo(200);
    }

    @Test
    void anArtifactThatReleasesShareCountsOnceAndIsFreeWithTheLast() {
        List<Release> shared = List.of(release("2b", 100), release("2a", 100), release("1", 100));

        Surplus surplus = surplus(shared, new Retention(5, 150L), ids("2b"));
        assertThat(gone(surplus))
                .as("nothing is won by the other one of the same artifact")
                .containsExactly("1");
        assertThat(surplus.freedBytes()).isEqualTo(100);
        assertThat(surplus(shared, new Retention(1), ids("2b")).freedBytes()).isEqualTo(100);
        assertThat(surplus(shared, new Retention(1), Set.of()).keptBytes()).isEqualTo(100);
    }

    @Test
    void whatLiesBesideAnArtifactCountsForEachRelease() {
        Surplus surplus = Surplus.of(FIVE, new Retention(5, 450L), ids("5"), release -> 10);

        assertThat(gone(surplus)).containsExactly("1");
        assertThat(surplus.freedBytes()).isEqualTo(110);
        assertThat(surplus.keptBytes()).isEqualTo(440);
    }
}
