package io.github.deployctl.adopter.asked;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PathCountsTest {
    private final PathCounts counts = new PathCounts();

    @Test
    void mostAskedForComesFirstAndWhatFewAskForIsNotTold() {
        add("/often", 50);
        add("/b", PathCounts.LEAST);
        add("/a", PathCounts.LEAST);
        add("/reset/abc", PathCounts.LEAST - 1);

        assertThat(counts.most())
                .containsExactly(
                        new PathCounts.Count("/often", 50),
                        new PathCounts.Count("/a", PathCounts.LEAST),
                        new PathCounts.Count("/b", PathCounts.LEAST));
    }

    @Test
    void noMoreThanSomeAreTold() {
        IntStream.range(0, 100).forEach(i -> add("/" + i, 100 - i));

        assertThat(counts.most()).hasSize(PathCounts.MOST_TOLD);
        assertThat(counts.most().get(PathCounts.MOST_TOLD - 1).path()).isEqualTo("/" + (PathCounts.MOST_TOLD - 1));
    }

    @Test
    void endlessNewPathsTakeNoMoreRoomAndDoNotPushOutTheOnesThatAreAskedForOften() {
        for (int i = 0; i < 100 * PathCounts.ROOM; i++) {
            counts.add("/once/" + i);
            if (i % 10 == 0) {
                counts.add("/often");
            }
        }

        assertThat(counts.most()).hasSize(1);
        assertThat(counts.most().get(0).path()).isEqualTo("/often");
        assertThat(counts.size()).isLessThanOrEqualTo(PathCounts.ROOM);
    }

    private void add(String path, int times) {
        for (int i = 0; i < times; i++) {
            counts.add(path);
        }
    }
}
