package io.github.deployctl.adopter.hook;

import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.ToLongBiFunction;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The class that is put into {@code sun.nio.ch}, and the patches that lead to it.
 *
 * <p>Classes are redefined, not transformed on their way in: a transformer would have to stay for good, and while there is one the
 * JVM passes every class that it loads through it, those of its CDS archive too. Other agents' transformers still see the
 * redefined bytes, before and after.
 */
public final class HookClass {
    static final String PACKAGE = "sun.nio.ch";
    static final String INTERNAL_NAME = "sun/nio/ch/DeployctlAdopter";

    /** Not at its own name in the jar: there it would be a class in the sight of the app. */
    private static final String RESOURCE = "META-INF/deployctl/" + INTERNAL_NAME + ".class";

    private final Class<?> hook;
    private final Instrumentation instrumentation;

    private HookClass(Class<?> hook, Instrumentation instrumentation) {
        this.hook = hook;
        this.instrumentation = instrumentation;
    }

    /** Opens the package to the adopter and defines the hook class there. Nothing calls it yet. */
    public static HookClass define(Instrumentation instrumentation) throws HookFailure {
        Set<Module> adopter = Set.of(HookClass.class.getModule());
        Map<String, Set<Module>> opened = Map.of(PACKAGE, adopter);
        // A resource's URL would do as well, at the price of a dozen more classes.
        try (JarFile jar = new JarFile(ownJar())) {
            byte[] bytes = jar.getInputStream(jar.getEntry(RESOURCE)).readAllBytes();
            instrumentation.redefineModule(Object.class.getModule(), Set.of(), opened, opened, Set.of(), Map.of());
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(Class.forName(PACKAGE + ".Net"), MethodHandles.lookup());
            return new HookClass(lookup.defineClass(bytes), instrumentation);
        } catch (IOException | URISyntaxException | ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw new HookFailure("the hook class cannot be defined: " + e, e);
        }
    }

    private static File ownJar() throws URISyntaxException {
        return Path.of(HookClass.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toFile();
    }

    /** Sets what decides about listening sockets. */
    public void onListening(
            BiPredicate<Integer, InetSocketAddress> bind,
            IntConsumer close,
            IntFunction<@Nullable InetSocketAddress> address)
            throws HookFailure {
        invoke(method("listening", BiPredicate.class, IntConsumer.class, IntFunction.class), bind, close, address);
    }

    /** Sets what decides about the bytes of connections. */
    public void onConnections(
            BiFunction<FileDescriptor, ByteBuffer[], ByteBuffer[]> plan,
            ToLongBiFunction<FileDescriptor, Long> settle,
            BiConsumer<FileDescriptor, ByteBuffer[]> read)
            throws HookFailure {
        Method connections = method("connections", BiFunction.class, ToLongBiFunction.class, BiConsumer.class);
        invoke(connections, plan, settle, read);
    }

    /**
     * Patches what an app comes through when it binds: from here on, the hook class is called.
     *
     * <p>The rest, {@link #installRest()}, is not needed before a bind returns.
     */
    public void installBind() throws HookFailure {
        install(Patch.ofBind());
    }

    /** Patches everything else. Safe while other threads use the patched classes: what runs, runs to its end as it was. */
    public void installRest() throws HookFailure {
        install(Patch.ofTheRest());
    }

    private void install(Set<Patch> patches) throws HookFailure {
        Set<String> classes = new TreeSet<>();
        Set<Patch> missing = EnumSet.noneOf(Patch.class);
        for (Patch patch : patches) {
            if (patch.isNeeded()) {
                classes.add(patch.owner());
                missing.add(patch);
            }
        }
        List<ClassDefinition> definitions = new ArrayList<>();
        for (String name : classes) {
            define(name, missing, definitions);
        }
        requireAll(missing);
        try {
            instrumentation.redefineClasses(definitions.toArray(new ClassDefinition[0]));
        } catch (ClassNotFoundException | UnmodifiableClassException | RuntimeException | LinkageError e) {
            throw new HookFailure("the JDK cannot be patched: " + e, e);
        }
    }

    /** The switches of the hook class. */
    public HookSwitches switches() throws HookFailure {
        try {
            return new HookSwitches(method("adopted", int[].class), hook.getField("watching"), hook.getField("parked"));
        } catch (NoSuchFieldException e) {
            throw new HookFailure("the agent's jar is inconsistent: " + e, e);
        }
    }

    private static void define(String name, Set<Patch> missing, List<ClassDefinition> definitions) throws HookFailure {
        try (InputStream in = Object.class.getModule().getResourceAsStream(name + ".class")) {
            if (in == null) {
                return;
            }
            ClassPatcher patched = ClassPatcher.patch(in.readAllBytes());
            if (!patched.applied().isEmpty()) {
                missing.removeAll(patched.applied());
                Class<?> loaded = Class.forName(name.replace('/', '.'), false, null);
                definitions.add(new ClassDefinition(loaded, patched.bytes()));
            }
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
            throw new HookFailure(name.replace('/', '.') + " cannot be patched: " + e.getMessage(), e);
        }
    }

    private static void requireAll(Set<Patch> missing) throws HookFailure {
        boolean halfMissing = false;
        for (Patch patch : missing) {
            if (!patch.isOneOfTwo() || halfMissing) {
                throw new HookFailure("this JVM has no method " + patch.describe());
            }
            halfMissing = true;
        }
    }

    private Method method(String name, Class<?>... parameters) throws HookFailure {
        try {
            return hook.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new HookFailure("the agent's jar is inconsistent: " + e, e);
        }
    }

    private static void invoke(Method method, Object... arguments) throws HookFailure {
        try {
            method.invoke(null, arguments);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new HookFailure("the hook class does not link: " + e, e);
        }
    }
}
