package io.github.deployctl.agent.log;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.generation.Goal;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.release.ReleaseId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which generations there are, for those that look. */
final class Cast {
    private static final ReleaseId RELEASE = new ReleaseId("1.0.0-aaaaaaaa");

    private volatile Generations now = Generations.NONE;

    Generations now() {
        return now;
    }

    /** From now on these run; the last one is live. */
    void run(long... numbers) {
        List<Generation> members = new ArrayList<>();
        long last = now.lastNumber();
        for (int i = 0; i < numbers.length; i++) {
            last = Math.max(last, numbers[i]);
            members.add(
                    i == numbers.length - 1
                            ? new Generation.Live(numbers[i], RELEASE, HandOver.ADOPT)
                            : new Generation.Draining(numbers[i], RELEASE, HandOver.ADOPT));
        }
        now = new Generations(last, members, new Goal(true, Optional.of(RELEASE)), 0);
    }

    /** A candidate came and went while nobody looked. */
    void passes(long number) {
        now = new Generations(number, now.members(), now.goal(), 0);
    }
}
