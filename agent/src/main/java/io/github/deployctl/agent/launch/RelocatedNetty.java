package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.release.JarContents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * Copies of Netty in a jar under other package names. Each reads system properties under its own name, and its native transports do not bind through the JDK,
 * so the adopter must be told of them. Jars within the jar are not looked into: what is relocated is shaded into one.
 */
final class RelocatedNetty {
    private static final String VARIABLE = "DEPLOYCTL_NETTY_PREFIXES";
    private static final Pattern TRANSPORT = Pattern.compile(
            "(?:META-INF/versions/\\d+/)?(?:(?:BOOT|WEB)-INF/classes/)?((?!META-INF/|BOOT-INF/|WEB-INF/).+/)io/netty/channel/(?:epoll/Epoll|uring/IoUring)\\.class");

    private RelocatedNetty() {}

    /** Returns the variable that names the prefixes, {@code com.acme.shaded.;org.other.}; nothing when there is none. */
    static Map<String, String> environment(Path jar) {
        Set<String> prefixes = prefixes(jar);
        return prefixes.isEmpty() ? Map.of() : Map.of(VARIABLE, String.join(";", prefixes));
    }

    /** What is in a jar that does not fit the agent's memory is not known; the app's own settings then decide which transport it takes. */
    private static Set<String> prefixes(Path jar) {
        try {
            return JarContents.fitsMemory(jar) ? in(jar) : Set.of();
        } catch (IOException e) {
            return Set.of(); // No jar at all: then there is no Netty in it.
        }
    }

    private static Set<String> in(Path jar) throws IOException {
        Set<String> prefixes = new TreeSet<>();
        try (ZipFile file = new ZipFile(jar.toFile())) {
            file.stream().forEach(entry -> {
                Matcher transport = TRANSPORT.matcher(entry.getName());
                if (transport.matches()) {
                    prefixes.add(transport.group(1).replace('/', '.'));
                }
            });
        }
        return prefixes;
    }
}
