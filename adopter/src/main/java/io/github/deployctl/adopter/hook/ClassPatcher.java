package io.github.deployctl.adopter.hook;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Puts patches into one class file, and remembers which found their method. Not shared between threads. */
final class ClassPatcher extends ClassVisitor {
    private static final int API = Opcodes.ASM9;

    private final Set<Patch> applied = EnumSet.noneOf(Patch.class);
    private final ClassWriter writer;
    private String className = "";

    private ClassPatcher(ClassWriter writer) {
        super(API, writer);
        this.writer = writer;
    }

    /**
     * Patches a class.
     *
     * @throws IllegalArgumentException if the class is of a version that ASM does not know
     */
    static ClassPatcher patch(byte[] original) {
        ClassReader reader = new ClassReader(original);
        ClassPatcher patcher = new ClassPatcher(new ClassWriter(reader, ClassWriter.COMPUTE_MAXS));
        reader.accept(patcher, 0);
        return patcher;
    }

    /** What has found its method. */
    Set<Patch> applied() {
        return applied;
    }

    /** The patched class. */
    byte[] bytes() {
        return writer.toByteArray();
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        className = name;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
        boolean hasCode = (access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0;
        for (Patch patch : Patch.values()) {
            if (hasCode && patch.isOf(className, name, descriptor)) {
                applied.add(patch);
                return new PatchedMethod(code, patch, (access & Opcodes.ACC_STATIC) != 0);
            }
        }
        return code;
    }

    private static final class PatchedMethod extends MethodVisitor {
        private final Patch patch;
        private final boolean isStatic;
        private int lastLoaded;

        PatchedMethod(MethodVisitor code, Patch patch, boolean isStatic) {
            super(API, code);
            this.patch = patch;
            this.isStatic = isStatic;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            patch.atEntry(mv, isStatic);
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            lastLoaded = variable;
            super.visitVarInsn(opcode, variable);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            patch.beforeCall(mv, name);
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            patch.afterCall(mv, name, lastLoaded);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                patch.beforeReturn(mv, isStatic);
            }
            super.visitInsn(opcode);
        }
    }
}
