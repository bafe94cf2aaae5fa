package io.github.deployctl.cli.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Gives the classes of a jar the class-file version of Java 8 and the stack maps that come with it, where theirs is older than stack maps are (50), since a JVM
 * keeps older classes out of its class archives. What they do stays as it is. {@code ModernClasses JAR}; its
 * classes are in the class path too.
 */
public final class ModernClasses {
    private static final int VERSION_AT = 6;

    private ModernClasses() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        FileTime time = Files.getLastModifiedTime(file);
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file));
                ZipOutputStream out = new ZipOutputStream(jar)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] bytes = in.readAllBytes();
                boolean old = entry.getName().endsWith(".class") && version(bytes) < Opcodes.V1_6;
                store(out, entry, old ? modern(bytes) : bytes);
            }
        }
        Files.write(file, jar.toByteArray());
        // Taken for the copy that it replaces: it is not copied again.
        Files.setLastModifiedTime(file, time);
    }

    private static int version(byte[] classFile) {
        return (classFile[VERSION_AT] & 0xff) << 8 | (classFile[VERSION_AT + 1] & 0xff);
    }

    static byte[] modern(byte[] old) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        ClassVisitor raised = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(
                    int version, int access, String name, String signature, String parent, String[] interfaces) {
                super.visit(Opcodes.V1_8, access, name, signature, parent, interfaces);
            }
        };
        new ClassReader(old).accept(raised, 0);
        return writer.toByteArray();
    }

    /** Uncompressed: the same bytes with any zlib, and nothing to inflate at each start. */
    private static void store(ZipOutputStream out, ZipEntry original, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(original.getName());
        entry.setTimeLocal(original.getTimeLocal());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }
}
