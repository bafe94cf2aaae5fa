package io.github.deployctl.common.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecipeTest {
    private final Map<String, byte[]> classes = Jars.classes(1);

    @Test
    void theSameJarTravelsAsNothing() throws IOException {
        byte[] jar = Jars.deflated(classes);

        assertThat(recipe(jar, jar)).hasSizeLessThan(20);
        assertThat(rebuilt(jar, jar)).isEqualTo(jar);
    }

    @Test
    void oneChangedClassTravelsWithoutTheDirectory() throws IOException {
        byte[] old = Jars.deflated(classes);
        byte[] changed = Arrays.copyOf(new byte[] {1, 2, 3}, 700);
        new Random(7).nextBytes(changed);
        classes.put("io/shop/Class3.class", changed);
        byte[] jar = Jars.deflated(classes);

        assertThat(rebuilt(old, jar)).isEqualTo(jar);
        // The class, its headers and the end record; the 96 records of entries behind it are only moved.
        assertThat(recipe(old, jar)).hasSizeBetween(700, 700 + 200);
    }

    @Test
    void anAddedAndARemovedClassTravelAlone() throws IOException {
        byte[] old = Jars.deflated(classes);
        Map<String, byte[]> next = new LinkedHashMap<>();
        next.put("a/First.class", Jars.content("new"));
        next.putAll(classes);
        next.remove("io/shop/Class50.class");
        byte[] jar = Jars.deflated(next);

        assertThat(rebuilt(old, jar)).isEqualTo(jar);
        assertThat(recipe(old, jar)).hasSizeLessThan(300);
    }

    @Test
    void aClassInAStoredJarTravelsWithoutTheRestOfThatJar() throws IOException {
        byte[] old = Jars.stored(Map.of("BOOT-INF/lib/shop-core.jar", Jars.deflated(classes)));
        classes.put("io/shop/Class3.class", Jars.content("changed"));
        byte[] jar = Jars.stored(Map.of("BOOT-INF/lib/shop-core.jar", Jars.deflated(classes)));

        assertThat(rebuilt(old, jar)).isEqualTo(jar);
        assertThat(recipe(old, jar)).hasSizeLessThan(500);
    }

    @Test
    void whatIsStoredAndNoArchiveIsReadAboutTwice() throws IOException {
        Random random = new Random(5);
        Map<String, byte[]> large = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            byte[] content = new byte[20_000];
            random.nextBytes(content);
            large.put("a/Large" + i + ".class", content);
        }
        byte[] jar = Jars.stored(large);
        Counted read = new Counted(new Bytes(jar));
        Index.of(read);

        // Its content once, and a piece for the head of each entry.
        assertThat(read.bytes).isLessThan(jar.length + 31L * (1 << 16));
    }

    @Test
    void theEndOfAnArchiveThatIsNoneIsSearchedInFewPieces() throws IOException {
        byte[] text = new byte[300_000];
        Arrays.fill(text, (byte) 'P');
        Counted read = new Counted(new Bytes(text));
        Index.of(read);

        assertThat(read.bytes).isLessThan(2L * text.length);
    }

    private static final class Counted implements Source {
        private final Source of;
        private long bytes;

        Counted(Source of) {
            this.of = of;
        }

        @Override
        public long size() {
            return of.size();
        }

        @Override
        public void read(long position, byte[] into, int offset, int length) throws IOException {
            bytes += length;
            of.read(position, into, offset, length);
        }
    }

    @Test
    void whatIsNoArchiveTravelsWhole() throws IOException {
        byte[] old = Jars.deflated(classes);
        byte[] script = new byte[200_000];
        new Random(3).nextBytes(script);

        assertThat(rebuilt(old, script)).isEqualTo(script);
        assertThat(recipe(old, script)).hasSizeGreaterThan(script.length);
        assertThat(rebuilt(script, old)).isEqualTo(old);
    }

    @Test
    void aScriptBeforeTheArchiveIsAPieceOfItsOwn() throws IOException {
        byte[] old = Jars.deflated(classes);
        byte[] jar = new byte[5_000 + old.length];
        System.arraycopy(old, 0, jar, 5_000, old.length);

        // Its offsets count from the archive's start, not from the file's: not the plain kind, and so one piece.
        assertThat(rebuilt(old, jar)).isEqualTo(jar);
    }

    @Test
    void anIndexReadsBackAsItWasWritten() throws IOException {
        byte[] old = Jars.deflated(classes);
        classes.put("io/shop/Class9.class", Jars.content("changed"));
        byte[] jar = Jars.deflated(classes);
        ByteArrayOutputStream streamed = new ByteArrayOutputStream();
        Index.write(new Bytes(old), streamed);
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        Index.of(new Bytes(old)).write(held);

        Index read = Index.read(new ByteArrayInputStream(streamed.toByteArray()));

        assertThat(streamed.toByteArray()).isEqualTo(held.toByteArray());
        assertThat(recipe(read, jar)).isEqualTo(recipe(old, jar));
    }

    @Test
    void anIndexWithALengthThatIsNotTheFilesIsRefused() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Index.write(new Bytes(Jars.deflated(classes)), written);
        byte[] index = written.toByteArray();
        // After the version comes the file's length, its lowest bits first.
        index[1] ^= 1;

        assertThatExceptionOfType(RecipeException.class)
                .isThrownBy(() -> Index.read(new ByteArrayInputStream(index)))
                .withMessage("an index that does not add up");
    }

    @Test
    void aRecipeForAnotherSizeIsRefused() throws IOException {
        byte[] jar = Jars.deflated(classes);
        byte[] recipe = recipe(jar, jar);

        assertThatExceptionOfType(RecipeException.class)
                .isThrownBy(() -> Rebuild.run(
                        new ByteArrayInputStream(recipe), new Bytes(jar), jar.length - 1, new ByteArrayOutputStream()));
        assertThatExceptionOfType(RecipeException.class)
                .isThrownBy(() -> Rebuild.run(
                        new ByteArrayInputStream(recipe), new Bytes(jar), jar.length + 1, new ByteArrayOutputStream()))
                .withMessage("the recipe ends 1 bytes early");
    }

    private static byte[] recipe(byte[] base, byte[] wanted) throws IOException {
        return recipe(Index.of(new Bytes(base)), wanted);
    }

    private static byte[] recipe(Index base, byte[] wanted) throws IOException {
        ByteArrayOutputStream recipe = new ByteArrayOutputStream();
        Recipe.write(base, Index.of(new Bytes(wanted)), new Bytes(wanted), recipe);
        return recipe.toByteArray();
    }

    private static byte[] rebuilt(byte[] base, byte[] wanted) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Rebuild.run(new ByteArrayInputStream(recipe(base, wanted)), new Bytes(base), wanted.length, out);
        return out.toByteArray();
    }
}
