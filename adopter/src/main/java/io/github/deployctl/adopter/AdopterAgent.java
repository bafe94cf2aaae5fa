package io.github.deployctl.adopter;

import io.github.deployctl.adopter.control.Identity;
import io.github.deployctl.adopter.control.Lines;
import io.github.deployctl.adopter.hook.HookFailure;
import io.github.deployctl.adopter.listener.SelfProcess;
import io.github.deployctl.adopter.transport.NativeTransports;
import io.github.deployctl.adopter.transport.TransportNotice;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of the -javaagent.
 *
 * <p>Without the agent's environment it does nothing. With one that does not hold, it says so in one line on stderr and leaves the
 * app alone: its own bind then tells whether that matters. If a hook cannot be installed the JVM ends at once, status 70, for an
 * app that is adopted by halves would be taken for one that works.
 *
 * <p>A JVM older than 17 does not get as far as this: it ends before the app's main, status 1, with
 * {@code UnsupportedClassVersionError} for this class.
 */
public final class AdopterAgent {
    /** With it, server sockets are made by a class of Java 12 that does not pass through the methods that are patched. */
    private static final String OLD_SOCKETS = "jdk.net.usePlainSocketImpl";

    private static final int LAST_WITH_OLD_SOCKETS = 17;

    private AdopterAgent() {}

    /** Called by the JVM before the app's main. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        try {
            adopt(instrumentation);
        } catch (SecurityException e) {
            say("the app's security manager stops the adopter: " + Lines.flatten(e)
                    + ": its policy must grant java.security.AllPermission to deployctl-adopter.jar");
            // This JVM must not serve, and to end it is not permitted either: the JVM does so itself.
            throw e;
        }
    }

    private static void adopt(Instrumentation instrumentation) {
        Map<String, String> variables = System.getenv();
        if (!Environment.isPresent(variables)) {
            return;
        }
        Environment environment;
        try {
            environment = Environment.read(variables);
            environment.requireSockets();
        } catch (IllegalArgumentException e) {
            say("not adopting: " + Lines.flatten(e));
            return;
        }
        Identity identity = new Identity(environment.token(), SelfProcess.pid(), System.getProperty("java.version"));
        Refusal refusal = new Refusal(environment, identity);
        if (hasOldSockets()) {
            say(OLD_SOCKETS + " is set: a listener that a ServerSocket binds is found in use and not adopted");
        }
        NativeTransports transports = NativeTransports.turnOff(System.getProperties(), environment.nettyPrefixes());
        for (String property : transports.leftOn()) {
            say(property + " is set to " + System.getProperty(property)
                    + ": a listener that Netty's native transport binds is found in use and not adopted");
        }
        try {
            Adopter.install(instrumentation, refusal, new TransportNotice(transports, instrumentation))
                    .start();
        } catch (HookFailure e) {
            refusal.end(Lines.flatten(e));
        } catch (RuntimeException | LinkageError e) {
            refusal.end("the adopter cannot start: " + e);
        }
    }

    private static boolean hasOldSockets() {
        @Nullable String value = System.getProperty(OLD_SOCKETS);
        return value != null
                && !value.equalsIgnoreCase("false")
                && Runtime.version().feature() <= LAST_WITH_OLD_SOCKETS;
    }

    static void say(String line) {
        System.err.println("deployctl-adopter: " + line);
    }
}
