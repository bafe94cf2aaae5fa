package io.github.deployctl.adopter.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

class ClassPatcherTest {
    @Test
    void everyPatchFindsItsMethodInThisJdk() throws IOException {
        Set<Patch> missing = EnumSet.allOf(Patch.class);
        for (Patch patch : Patch.values()) {
            byte[] original = jdkClass(patch.owner());
            if (original.length > 0) {
                missing.removeAll(ClassPatcher.patch(original).applied());
            }
        }
        assertThat(missing).singleElement().matches(Patch::isOneOfTwo);
    }

    @Test
    void shapeOfTheClassStaysSoThatItCanBeRedefined() throws IOException {
        byte[] original = jdkClass("sun/nio/ch/IOUtil");
        ClassPatcher patched = ClassPatcher.patch(original);

        assertThat(patched.applied())
                .allMatch(patch -> patch.owner().equals("sun/nio/ch/IOUtil"))
                .hasSize(8);
        assertThat(new ClassReader(patched.bytes()).getAccess()).isEqualTo(new ClassReader(original).getAccess());
        assertThat(new String(patched.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains(HookClass.INTERNAL_NAME);
    }

    @Test
    void otherClassStaysAsItIs() throws IOException {
        assertThat(ClassPatcher.patch(jdkClass("java/lang/Object")).applied()).isEmpty();
    }

    private static byte[] jdkClass(String name) throws IOException {
        try (InputStream in = Object.class.getModule().getResourceAsStream(name + ".class")) {
            return in == null ? new byte[0] : Objects.requireNonNull(in).readAllBytes();
        }
    }
}
