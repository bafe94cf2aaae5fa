package io.github.deployctl.adopter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedClassesTest {
    private static final String SOURCE = "file:/opt/a b%20/lib.jar";

    @TempDir
    Path folder;

    interface Shape extends Comparable<Shape> {}

    abstract static class Round implements Shape {}

    abstract static class Ball extends Round implements Cloneable {}

    @Test
    void superTypesComeFirstAndWhatTheJvmFindsByItselfHasItsNameAlone() throws Exception {
        assertThat(listed(Integer.class))
                .contains("java/lang/Object id: 0", "java/lang/Number id: 2")
                .endsWith("java/lang/Integer id: 6")
                .hasSize(7);
    }

    @Test
    void whatALoaderOfTheAppHasDefinedHasItsSuperTypesAndItsSource() throws Exception {
        OwnLoader loader = new OwnLoader(SOURCE);
        List<String> lines = listed(loader.loadClass(Ball.class.getName()));
        String prefix = LoadedClassesTest.class.getName().replace('.', '/');
        assertThat(lines)
                .containsExactly(
                        "java/lang/Object id: 0",
                        "java/lang/Comparable id: 1",
                        prefix + "$Shape id: 2 super: 0 interfaces: 1 source: " + SOURCE,
                        prefix + "$Round id: 3 super: 0 interfaces: 2 source: " + SOURCE,
                        "java/lang/Cloneable id: 4",
                        prefix + "$Ball id: 5 super: 3 interfaces: 4 source: " + SOURCE);
    }

    @Test
    void whatHasNoFileToBeFoundInIsLeftOutWithWhatExtendsIt() throws Exception {
        OwnLoader loader = new OwnLoader(null);
        Runnable hidden = () -> {};
        assertThat(listed(loader.loadClass(Ball.class.getName()), hidden.getClass(), int[].class, int.class))
                .containsExactly("java/lang/Object id: 0", "java/lang/Comparable id: 1");
    }

    @Test
    void ofTwoClassesOfOneNameOneIsListed() throws Exception {
        String name = Shape.class.getName();
        assertThat(listed(new OwnLoader(SOURCE).loadClass(name), new OwnLoader(SOURCE).loadClass(name)))
                .filteredOn(line -> line.contains("Shape"))
                .hasSize(1);
    }

    private List<String> listed(Class<?>... loaded) throws IOException {
        Instrumentation instrumentation = (Instrumentation) Proxy.newProxyInstance(
                LoadedClassesTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, args) -> method.getName().equals("getAllLoadedClasses") ? loaded : null);
        Path file = folder.resolve("list");
        new LoadedClasses(instrumentation, file).write();
        return Files.readAllLines(file);
    }

    /** Defines this test's classes anew. */
    private static final class OwnLoader extends ClassLoader {
        private final @Nullable ProtectionDomain domain;

        OwnLoader(@Nullable String source) throws IOException {
            super(LoadedClassesTest.class.getClassLoader());
            domain = source == null
                    ? null
                    : new ProtectionDomain(new CodeSource(new URL(source), (Certificate[]) null), null);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(LoadedClassesTest.class.getName() + "$")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length, domain);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
