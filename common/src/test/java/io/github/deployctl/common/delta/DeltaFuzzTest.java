package io.github.deployctl.common.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

/** Damaged recipes, indexes and archives. Seeded, so what fails once fails again. */
class DeltaFuzzTest {
    private static final int RECIPES = 60_000;
    private static final int INDEXES = 20_000;
    private static final int ARCHIVES = 20_000;

    private final Map<String, byte[]> classes = few(11);
    private final byte[] base = Jars.deflated(classes);

    @Test
    void aDamagedRecipeIsRefusedOrWritesNoMoreThanWasAnnounced() throws IOException {
        byte[] wanted = Jars.deflated(few(12));
        // Not deflated, or the checksum of the deflated stream would refuse nearly all of them.
        byte[] recipe = inflated(recipe(base, wanted));
        Random random = new Random(42);
        int refused = 0;
        for (int i = 0; i < RECIPES; i++) {
            byte[] damaged = damage(recipe, random);
            Counter out = new Counter(wanted.length);
            try {
                Rebuild.run(new ByteArrayInputStream(deflated(damaged)), new Bytes(base), wanted.length, out);
                assertThat(out.bytes).isEqualTo(wanted.length);
            } catch (RecipeException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(RECIPES / 10);
    }

    @Test
    void aDamagedIndexIsRefusedOrCostsBytesAlone() throws IOException {
        classes.put("io/shop/Class3.class", Jars.content("changed"));
        byte[] wanted = Jars.deflated(classes);
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        Index.write(new Bytes(base), index);
        Random random = new Random(43);
        for (int i = 0; i < INDEXES; i++) {
            byte[] damaged = damage(index.toByteArray(), random);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                Index read = Index.read(new ByteArrayInputStream(damaged));
                ByteArrayOutputStream recipe = new ByteArrayOutputStream();
                Recipe.write(read, Index.of(new Bytes(wanted)), new Bytes(wanted), recipe);
                Rebuild.run(new ByteArrayInputStream(recipe.toByteArray()), new Bytes(base), wanted.length, out);
                // Whether these are the right bytes, the checksum of the whole tells.
                assertThat(out.size()).isEqualTo(wanted.length);
            } catch (RecipeException | EOFException expected) {
                assertThat(out.size()).isLessThanOrEqualTo(wanted.length);
            }
        }
    }

    @Test
    void aDamagedArchiveIsRebuiltAsItIs() throws IOException {
        byte[] outer = Jars.stored(Map.of("lib/inner.jar", base, "a.txt", Jars.content("a")));
        Random random = new Random(44);
        for (int i = 0; i < ARCHIVES; i++) {
            byte[] damaged = damage(outer, random);
            if (damaged.length == 0) {
                continue;
            }
            // Both ways: the damaged one is the base of the sound one and comes from it.
            assertThat(rebuilt(outer, damaged)).isEqualTo(damaged);
            assertThat(rebuilt(damaged, outer)).isEqualTo(outer);
        }
    }

    private static Map<String, byte[]> few(long seed) {
        Map<String, byte[]> few = new LinkedHashMap<>();
        Jars.classes(seed).entrySet().stream().limit(8).forEach(each -> few.put(each.getKey(), each.getValue()));
        return few;
    }

    /** Some bytes changed, most of them near the end where an archive has its directory, or a piece cut out, doubled or cut off. */
    private static byte[] damage(byte[] sound, Random random) {
        byte[] damaged = sound.clone();
        int from = random.nextInt(damaged.length);
        switch (random.nextInt(4)) {
            case 0 -> damaged = Arrays.copyOf(damaged, from);
            case 1 ->
                System.arraycopy(
                        sound,
                        from,
                        damaged,
                        random.nextInt(damaged.length - (damaged.length - from) + 1),
                        damaged.length - from);
            default -> {
                for (int i = 1 + random.nextInt(4); i > 0; i--) {
                    int at = random.nextBoolean()
                            ? random.nextInt(damaged.length)
                            : damaged.length - 1 - random.nextInt(Math.min(200, damaged.length));
                    damaged[at] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextBoolean() ? 0 : 0xff);
                }
            }
        }
        return damaged;
    }

    private static byte[] recipe(byte[] base, byte[] wanted) throws IOException {
        ByteArrayOutputStream recipe = new ByteArrayOutputStream();
        Recipe.write(Index.of(new Bytes(base)), Index.of(new Bytes(wanted)), new Bytes(wanted), recipe);
        return recipe.toByteArray();
    }

    private static byte[] rebuilt(byte[] base, byte[] wanted) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Rebuild.run(new ByteArrayInputStream(recipe(base, wanted)), new Bytes(base), wanted.length, out);
        return out.toByteArray();
    }

    private static byte[] inflated(byte[] deflated) throws IOException {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return in.readAllBytes();
        }
    }

    private static byte[] deflated(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(plain);
        }
        return out.toByteArray();
    }

    /** Refuses what no disk would be asked for. */
    private static final class Counter extends OutputStream {
        private final long most;
        private long bytes;

        Counter(long most) {
            this.most = most;
        }

        @Override
        public void write(int b) {
            count(1);
        }

        @Override
        public void write(byte[] b, int offset, int length) {
            count(length);
        }

        private void count(int length) {
            bytes += length;
            assertThat(bytes).isLessThanOrEqualTo(most);
        }
    }
}
