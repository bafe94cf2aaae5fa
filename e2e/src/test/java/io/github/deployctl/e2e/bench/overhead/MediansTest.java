package io.github.deployctl.e2e.bench.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MediansTest {
    @Test
    void theMedianIsTheMiddleOrBetweenTheTwoMiddleOnes() {
        assertThat(Medians.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Medians.of(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3.0);
    }

    @Test
    void equalThingsWithoutSpreadHaveNoNoise() {
        assertThat(Medians.noise(List.of(1.0, 1.0, 1.0))).isEqualTo(1.0, within(1e-12));
    }

    @Test
    void aMedianOfEqualThingsIsWithinTheNoiseAboutNineteenTimesOfTwenty() {
        Random random = new Random(1);
        int within = 0;
        for (int run = 0; run < 2_000; run++) {
            List<Double> same = ratios(random);
            double noise = Medians.noise(same);
            double median = Medians.of(ratios(random));
            within += median <= noise && median >= 1 / noise ? 1 : 0;
        }
        assertThat(within / 2_000.0).isBetween(0.88, 0.98);
    }

    private static List<Double> ratios(Random random) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ratios.add(Math.exp(random.nextGaussian() * 0.03));
        }
        return ratios;
    }
}
