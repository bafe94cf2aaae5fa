package io.github.deployctl.agent.archive;

import io.github.deployctl.common.release.Checksum;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an archive is bound to: the very JVM, the very jar, and those options that change what an archive holds. Two starts with equal keys can use the same one.
 *
 * @param java the JVM's real path
 * @param feature its feature release
 * @param options that both making and using it need
 * @param name differs wherever anything does that matters
 */
public record ArchiveKey(Path java, int feature, List<String> options, String name) {
    /** The first with archives that are as good as these (JEP 341, 350), and with hidden classes, which a list can tell from others. */
    private static final int FIRST = 17;

    /** Of the app's own archive, or of another set of classes: then its owner has thought of it, or the JVM does without archives. */
    private static final Pattern OWN = Pattern.compile(
            "-Xshare:.*|-XX:[+-]?(?:AOT|SharedArchive|SharedClassList|ArchiveClasses|DumpLoadedClassList|AutoCreateSharedArchive|UseSharedSpaces|RecordDynamicDumpInfo|Flags=|VMOptionsFile=).*"
                    + "|@.*|-cp|-classpath|--class-path.*|-Xbootclasspath.*|--patch-module.*|--upgrade-module-path.*|--module-path.*|-p|--limit-modules.*"
                    + "|-Djava\\.system\\.class\\.loader=.*|-javaagent:.*|-agent(?:lib|path):.*");

    /** Those that must be the same when it is made: the collector, the heap's size, the form of an object. */
    private static final Pattern SHAPE = Pattern.compile(
            "-Xmx.*|-XX:MaxHeapSize=.*|-XX:(?:Max|Initial|Min)RAMPercentage=.*|-XX:MaxRAM=.*|-XX:[+-]Use\\w*(?:GC|Compressed\\w+|CompactObjectHeaders)"
                    + "|-XX:ObjectAlignmentInBytes=.*|--enable-preview|--add-modules=.*|-XX:[+-]Unlock\\w+");

    /** Read by the JVM or its launcher in addition to the command line. */
    private static final Set<String> VARIABLES =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "JAVA_OPTIONS");

    public ArchiveKey {
        options = List.copyOf(options);
    }

    /** Returns nothing where archives are the app's own affair, or are not known to work. */
    public static Optional<ArchiveKey> of(Jvm jvm, Path artifact, Map<String, String> env) {
        if (jvm.feature() < FIRST
                || jvm.options().stream().anyMatch(option -> OWN.matcher(option).matches())
                || VARIABLES.stream().anyMatch(env::containsKey)) {
            return Optional.empty();
        }
        List<String> shape = jvm.options().stream()
                .filter(option -> SHAPE.matcher(option).matches())
                .toList();
        try {
            Path java = jvm.executable().toRealPath();
            List<String> facts = new ArrayList<>(List.of(java.toString(), artifact.toString()));
            Path home = java.resolve("../..").normalize();
            facts.add(Files.readString(home.resolve("release")));
            for (Path file :
                    List.of(java, home.resolve("lib/modules"), home.resolve("lib/server/libjvm.so"), artifact)) {
                facts.add(
                        Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis());
            }
            facts.addAll(shape);
            return Optional.of(new ArchiveKey(java, jvm.feature(), shape, digest(facts)));
        } catch (IOException e) {
            return Optional.empty(); // A JVM of another layout.
        }
    }

    /**
     * What a start runs.
     *
     * @param feature its feature release, 0 when that is not known
     * @param options all of the app's
     */
    public record Jvm(Path executable, int feature, List<String> options) {}

    private static String digest(List<String> facts) throws IOException {
        String text = String.join("\n", facts);
        return Checksum.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .hex()
                .substring(0, 32);
    }
}
