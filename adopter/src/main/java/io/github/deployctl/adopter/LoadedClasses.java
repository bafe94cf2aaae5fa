package io.github.deployctl.adopter;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists the classes of this JVM in the form that {@code -XX:SharedClassListFile} takes: super types first, each with a number, and where a class loader of the app's
 * own has defined it, from where. What was made at run time is left out, with what extends it. For one thread.
 */
final class LoadedClasses {
    private static final int LEFT_OUT = -1;

    private final Instrumentation instrumentation;
    private final Path file;
    private final Map<Class<?>, Integer> numbers = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private int last;

    /** @param file is replaced */
    LoadedClasses(Instrumentation instrumentation, Path file) {
        this.instrumentation = instrumentation;
        this.file = file;
    }

    void write() throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (Class<?> each : instrumentation.getAllLoadedClasses()) {
                add(each, out);
            }
        }
    }

    /** Returns its number, or {@link #LEFT_OUT}. */
    private int add(Class<?> type, Writer out) throws IOException {
        Integer known = numbers.get(type);
        if (known != null) {
            return known;
        }
        int number = LEFT_OUT;
        if (!type.isArray() && !type.isPrimitive() && !type.isHidden() && !isOurs(type)) {
            String line = describe(type, out);
            // Two loaders may have a class of one name each; only one of them can be in the archive.
            if (line != null && names.add(type.getName())) {
                number = last++;
                out.write(line.formatted(number));
                out.write('\n');
            }
        }
        numbers.put(type, number);
        return number;
    }

    private @Nullable String describe(Class<?> type, Writer out) throws IOException {
        String name = type.getName().replace('.', '/').replace("%", "%%");
        StringBuilder supers = new StringBuilder();
        Class<?> parent = type.getSuperclass();
        if (parent != null) {
            int number = add(parent, out);
            if (number == LEFT_OUT) {
                return null;
            }
            supers.append(" super: ").append(number);
        } else if (type.isInterface()) {
            supers.append(" super: ").append(add(Object.class, out));
        }
        String interfaces = "";
        for (Class<?> each : type.getInterfaces()) {
            int number = add(each, out);
            if (number == LEFT_OUT) {
                return null;
            }
            interfaces += " " + number;
        }
        if (isBuiltIn(type)) {
            return name + " id: %d";
        }
        String source = source(type);
        return source == null
                ? null
                : name + " id: %d" + supers + (interfaces.isEmpty() ? "" : " interfaces:" + interfaces) + " source: "
                        + source.replace("%", "%%");
    }

    /** The JVM finds these by their name alone. */
    private static boolean isBuiltIn(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null
                || loader == ClassLoader.getPlatformClassLoader()
                || loader == ClassLoader.getSystemClassLoader();
    }

    /** The JVM that makes the archive does not have the adopter. */
    private static boolean isOurs(Class<?> type) {
        return type.getClassLoader() == LoadedClasses.class.getClassLoader()
                && type.getName().startsWith(LoadedClasses.class.getPackageName() + ".");
    }

    private static @Nullable String source(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? null : location.toString();
    }
}
