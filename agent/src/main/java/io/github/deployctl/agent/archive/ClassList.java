package io.github.deployctl.agent.archive;

import io.github.deployctl.agent.release.JarContents;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Makes of the classes that a JVM has loaded a list that another JVM can make an archive of. What a class loader of the app's own has defined out of a jar within
 * the jar is copied into a plain jar, where the JVM that makes the archive can read it; an archived class is recognised by its bytes, wherever they came from.
 */
final class ClassList {
    private static final Pattern LINE =
            Pattern.compile("(\\S+) id: (\\d+)(?: super: (\\d+))?(?: interfaces:((?: \\d+)+))?(?: source: (.+))?");
    /** Spring Boot's own form of a URL, before 3.2 and since. */
    private static final Pattern NESTED =
            Pattern.compile("jar:(?:nested|file):(.+?)(?:/!|!/)(BOOT-INF/.+?)(!)?/?(?:!/)?");

    private static final String CLASS = ".class";
    /** The JVM archives nothing older (JVMS 4.1: Java 6). */
    private static final int OLDEST_VERSION = 50;

    private static final int HEADER = 8;

    private final Path artifact;
    private final Path copies;

    /**
     * Makes one.
     *
     * @param artifact the app's jar
     * @param copies a jar to be written
     */
    ClassList(Path artifact, Path copies) {
        this.artifact = artifact;
        this.copies = copies;
    }

    /** Writes to {@code usable} what of {@code loaded} can be archived. Returns how many classes that are. */
    int write(Path loaded, Path usable) throws IOException {
        Map<String, Set<String>> wanted = wanted(loaded);
        Set<String> copied = wanted.isEmpty() ? Set.of() : copy(wanted);
        BitSet known = new BitSet();
        int count = 0;
        try (BufferedReader in = Files.newBufferedReader(loaded);
                BufferedWriter out = Files.newBufferedWriter(usable)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Matcher entry = LINE.matcher(line);
                if (!entry.matches()) {
                    continue;
                }
                String source = entry.group(5);
                if (source != null && (!copied.contains(entry.group(1)) || !areKnown(entry, known))) {
                    continue;
                }
                known.set(Integer.parseInt(entry.group(2)));
                out.write(source == null ? line : line.substring(0, entry.start(5)) + copies);
                out.write('\n');
                count++;
            }
        }
        return count;
    }

    private static boolean areKnown(Matcher entry, BitSet known) {
        String supers = (entry.group(3) + (entry.group(4) == null ? "" : entry.group(4))).trim();
        for (String number : supers.split(" +", -1)) {
            if (!known.get(Integer.parseInt(number))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the classes that are wanted from each part of the jar: {@code BOOT-INF/lib/a.jar} or {@code BOOT-INF/classes}. */
    private Map<String, Set<String>> wanted(Path loaded) throws IOException {
        Map<String, Set<String>> wanted = new HashMap<>();
        try (BufferedReader in = Files.newBufferedReader(loaded)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Matcher entry = LINE.matcher(line);
                if (entry.matches() && entry.group(5) != null) {
                    part(entry.group(5))
                            .ifPresent(part -> wanted.computeIfAbsent(part, unused -> new HashSet<>())
                                    .add(entry.group(1)));
                }
            }
        }
        return wanted;
    }

    private Optional<String> part(String source) {
        Matcher nested = NESTED.matcher(source);
        boolean ours = nested.matches() && nested.group(1).equals(artifact.toString());
        return ours ? Optional.of(nested.group(2)) : Optional.empty();
    }

    private Set<String> copy(Map<String, Set<String>> wanted) throws IOException {
        if (!JarContents.fitsMemory(artifact)) {
            throw new IOException("the directory of " + artifact + " does not fit the agent's memory");
        }
        Set<String> copied = new HashSet<>();
        try (ZipFile jar = new ZipFile(artifact.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copies))) {
            out.setLevel(0);
            for (Map.Entry<String, Set<String>> part : wanted.entrySet()) {
                ZipEntry nested = jar.getEntry(part.getKey());
                if (part.getKey().endsWith(".jar") && nested != null) {
                    try (ZipInputStream in = new ZipInputStream(jar.getInputStream(nested))) {
                        for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                            copy(each.getName(), in, new Target(part.getValue(), out, copied));
                        }
                    }
                } else {
                    for (String name : part.getValue()) {
                        ZipEntry entry = jar.getEntry(part.getKey() + "/" + name + CLASS);
                        if (entry != null) {
                            try (InputStream in = jar.getInputStream(entry)) {
                                copy(name + CLASS, in, new Target(part.getValue(), out, copied));
                            }
                        }
                    }
                }
            }
        }
        return copied;
    }

    private record Target(Set<String> wanted, ZipOutputStream out, Set<String> copied) {}

    private static void copy(String entry, InputStream in, Target to) throws IOException {
        if (!entry.endsWith(CLASS)) {
            return;
        }
        String name = entry.substring(0, entry.length() - CLASS.length());
        if (!to.wanted.contains(name) || to.copied.contains(name)) {
            return;
        }
        byte[] header = in.readNBytes(HEADER);
        if (header.length < HEADER || (((header[6] & 0xff) << 8) | (header[7] & 0xff)) < OLDEST_VERSION) {
            return;
        }
        to.out.putNextEntry(new ZipEntry(entry));
        to.out.write(header);
        in.transferTo(to.out);
        to.out.closeEntry();
        to.copied.add(name);
    }
}
