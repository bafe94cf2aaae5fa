package io.github.deployctl.common.jar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The libraries in a jar. Those that lie in it as jars are known by their names; those that were unpacked into it, by what Maven has written of them, so that one
 * that was not built by Maven is not seen there. The app's own record is not a library.
 */
public final class Components {
    /** Nobody's app has as many; the rest is left out, so that all of them fit into one message. */
    private static final int MOST = 1500;

    private static final List<String> FOLDERS = List.of("BOOT-INF/lib/", "WEB-INF/lib/");

    private Components() {}

    /** Returns those of {@code jar} by name; the contents of no entry but Maven's records are looked at. */
    public static List<Component> in(JarFile jar) throws IOException {
        List<Component> nested = new ArrayList<>();
        List<JarEntry> records = new ArrayList<>();
        boolean packed = false;
        for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            String path = entry.getName();
            if (JarName.isOne(path) && nested.size() < MOST) {
                nested.add(JarName.component(path, entry.getCrc()));
                packed |= FOLDERS.stream().anyMatch(path::startsWith);
            } else if (MavenRecord.isAt(path) && records.size() < MOST) {
                records.add(entry);
            }
        }
        // Around jars there is the app's own record alone.
        if (!packed) {
            nested.addAll(unpacked(jar, records));
        }
        nested.sort(Comparator.comparing(Component::name).thenComparing(Component::version));
        return Collections.unmodifiableList(nested);
    }

    private static List<Component> unpacked(JarFile jar, List<JarEntry> entries) throws IOException {
        List<MavenRecord> records = new ArrayList<>();
        for (JarEntry entry : entries) {
            MavenRecord.read(jar, entry).ifPresent(records::add);
        }
        Manifest manifest = jar.getManifest();
        Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
        List<MavenRecord> own = own(records, main);
        return records.stream()
                .filter(record -> !own.contains(record))
                .map(MavenRecord::component)
                .toList();
    }

    /** The app is the only project there is; or that of the manifest's title; or that in whose group the class is which is started. */
    private static List<MavenRecord> own(List<MavenRecord> records, Attributes main) {
        if (records.size() == 1) {
            return records;
        }
        String title = String.valueOf(main.getValue(Attributes.Name.IMPLEMENTATION_TITLE));
        List<MavenRecord> titled = records.stream()
                .filter(record -> record.artifact().equals(title))
                .toList();
        String started =
                String.valueOf(main.getValue(Attributes.Name.MAIN_CLASS)).trim();
        List<MavenRecord> grouped = records.stream()
                .filter(record -> !record.group().isEmpty() && started.startsWith(record.group() + "."))
                .toList();
        List<MavenRecord> likelier = titled.size() == 1 ? titled : grouped;
        return likelier.size() == 1 ? likelier : List.of();
    }
}
