package io.github.deployctl.adopter.hook;

import java.util.EnumSet;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A method of {@code sun.nio.ch} and what is put into it. Owners, names and descriptors are those of JDK 17 to 25. */
enum Patch {
    BIND(Owner.NET, "bind", "(Ljava/net/ProtocolFamily;" + Owner.FD + "Ljava/net/InetAddress;I)V", Shape.BIND),
    ADDRESS(Owner.NET, "localAddress", "(" + Owner.FD + ")" + Owner.ADDRESS, Shape.ADDRESS),
    CHANNEL_PARK(Owner.CHANNEL, "park", "(IJ)V", Shape.PARK_CHANNEL),
    SOCKET_PARK(Owner.SOCKET, "park", "(" + Owner.FD + "IJ)V", Shape.PARK_SOCKET),
    /** Of a selector that an app has to ask for by name. */
    SELECTOR_POLL(Owner.POLL_SELECTOR, "doSelect", "(Ljava/util/function/Consumer;J)I", Shape.SELECTOR_POLL),
    BLOCKING(Owner.SERVER_CHANNEL, "lockedConfigureBlocking", "(Z)V", Shape.BLOCKING),
    TRY_BLOCKING(Owner.SERVER_CHANNEL, "tryLockedConfigureBlocking", "(Z)Z", Shape.BLOCKING),
    /** Declared by the one class on 17 and by the other on 25. */
    SOCKET_CLOSE(Owner.SOCKET_DISPATCHER, "close", "(" + Owner.FD + ")V", Shape.CLOSE),
    UNIX_CLOSE(Owner.UNIX_DISPATCHER, "close", "(" + Owner.FD + ")V", Shape.CLOSE),
    WRITE(Owner.IO, "write", "(" + Owner.FD + Owner.BUFFER + "J" + Owner.DISPATCHER + ")I", Shape.WRITE),
    GATHER(Owner.IO, "write", "(" + Owner.FD + "[" + Owner.BUFFER + "II" + Owner.DISPATCHER + ")J", Shape.WRITE),
    /** Of AsynchronousSocketChannel; the flag says that the memory of the buffers is held for a write in the background. */
    ASYNC_WRITE(Owner.IO, "write", "(" + Owner.FD + Owner.BUFFER + "JZ" + Owner.DISPATCHER + ")I", Shape.WRITE),
    ASYNC_GATHER(Owner.IO, "write", "(" + Owner.FD + "[" + Owner.BUFFER + "Z" + Owner.DISPATCHER + ")J", Shape.WRITE),
    SOCKET_WRITE(Owner.SOCKET, "tryWrite", "(" + Owner.FD + "[BII)I", Shape.WRITE),
    STREAM_WRITE(Owner.CLIENT_CHANNEL, "tryWrite", "([BII)I", Shape.STREAM_WRITE),
    READ(Owner.IO, "read", "(" + Owner.FD + Owner.BUFFER + "J" + Owner.DISPATCHER + ")I", Shape.READ),
    SCATTER(Owner.IO, "read", "(" + Owner.FD + "[" + Owner.BUFFER + "II" + Owner.DISPATCHER + ")J", Shape.READ),
    ASYNC_READ(Owner.IO, "read", "(" + Owner.FD + Owner.BUFFER + "JZ" + Owner.DISPATCHER + ")I", Shape.READ),
    ASYNC_SCATTER(Owner.IO, "read", "(" + Owner.FD + "[" + Owner.BUFFER + "Z" + Owner.DISPATCHER + ")J", Shape.READ),
    SOCKET_READ(Owner.SOCKET, "tryRead", "(" + Owner.FD + "[BII)I", Shape.READ),
    STREAM_READ(Owner.CLIENT_CHANNEL, "tryRead", "([BII)I", Shape.STREAM_READ);

    private final String owner;
    private final String method;
    private final String descriptor;
    private final Shape shape;

    Patch(String owner, String method, String descriptor, Shape shape) {
        this.owner = owner;
        this.method = method;
        this.descriptor = descriptor;
        this.shape = shape;
    }

    /** What kind of code is put in, and where. */
    private enum Shape {
        BIND,
        ADDRESS,
        PARK_CHANNEL,
        PARK_SOCKET,
        SELECTOR_POLL,
        BLOCKING,
        CLOSE,
        WRITE,
        STREAM_WRITE,
        READ,
        STREAM_READ
    }

    /** Those of the class that every bind comes through. */
    static Set<Patch> ofBind() {
        return EnumSet.of(BIND, ADDRESS);
    }

    /** All others. */
    static Set<Patch> ofTheRest() {
        Set<Patch> rest = EnumSet.allOf(Patch.class);
        rest.removeAll(ofBind());
        return rest;
    }

    /** The name of the class, with slashes. */
    String owner() {
        return owner;
    }

    boolean isOf(String className, String name, String methodDescriptor) {
        return owner.equals(className) && method.equals(name) && descriptor.equals(methodDescriptor);
    }

    /** Whether a JDK may do without: it then has the other of the two. */
    boolean isOneOfTwo() {
        return shape == Shape.CLOSE;
    }

    /** Whether this JVM's app can come to use the method: its class need not be loaded otherwise. */
    boolean isNeeded() {
        return shape != Shape.SELECTOR_POLL || System.getProperty("java.nio.channels.spi.SelectorProvider") != null;
    }

    /** The method as people write it. */
    String describe() {
        return owner.replace('/', '.') + "." + method + descriptor;
    }

    void atEntry(MethodVisitor code, boolean isStatic) {
        switch (shape) {
            case BIND -> {
                // if (DeployctlAdopter.bind(fd, address, port)) return;
                code.visitVarInsn(Opcodes.ALOAD, 1);
                code.visitVarInsn(Opcodes.ALOAD, 2);
                code.visitVarInsn(Opcodes.ILOAD, 3);
                call(code, "bind", "(" + Owner.FD + "Ljava/net/InetAddress;I)Z");
                Label original = new Label();
                code.visitJumpInsn(Opcodes.IFEQ, original);
                code.visitInsn(Opcodes.RETURN);
                startHere(code, original);
            }
            case ADDRESS -> {
                // address = DeployctlAdopter.localAddress(fd); if (address != null) return address;
                code.visitVarInsn(Opcodes.ALOAD, 0);
                call(code, "localAddress", descriptor);
                code.visitInsn(Opcodes.DUP);
                Label original = new Label();
                code.visitJumpInsn(Opcodes.IFNULL, original);
                code.visitInsn(Opcodes.ARETURN);
                code.visitLabel(original);
                code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/net/InetSocketAddress"});
                code.visitInsn(Opcodes.POP);
            }
            case PARK_CHANNEL -> {
                // nanos = DeployctlAdopter.park(getFD(), nanos);
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitMethodInsn(Opcodes.INVOKEINTERFACE, owner, "getFD", "()" + Owner.FD, true);
                park(code, 2);
            }
            case PARK_SOCKET -> {
                // nanos = DeployctlAdopter.park(fd, nanos);
                code.visitVarInsn(Opcodes.ALOAD, 1);
                park(code, 3);
            }
            case BLOCKING -> {
                // block = DeployctlAdopter.blocking(getFD(), block);
                loadChannelFd(code);
                code.visitVarInsn(Opcodes.ILOAD, 1);
                call(code, "blocking", "(" + Owner.FD + "Z)Z");
                code.visitVarInsn(Opcodes.ISTORE, 1);
            }
            case CLOSE -> {
                // DeployctlAdopter.close(fd);
                code.visitVarInsn(Opcodes.ALOAD, 1);
                call(code, "close", "(" + Owner.FD + ")V");
            }
            case WRITE -> {
                // if (DeployctlAdopter.watching) return DeployctlAdopter.<same name>(<same arguments>);
                Label original = jumpUnlessWatching(code);
                loadArguments(code, isStatic);
                call(code, method, descriptor);
                code.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
                startHere(code, original);
            }
            case STREAM_WRITE -> {
                // if (DeployctlAdopter.watching) return DeployctlAdopter.tryWrite(getFD(), bytes, offset, length);
                Label original = jumpUnlessWatching(code);
                loadChannelFd(code);
                loadArguments(code, isStatic);
                call(code, "tryWrite", "(" + Owner.FD + "[BII)I");
                code.visitInsn(Opcodes.IRETURN);
                startHere(code, original);
            }
            case SELECTOR_POLL, READ, STREAM_READ -> {}
        }
    }

    /** Puts in what comes before each return; the result is on the stack and stays there. */
    void beforeReturn(MethodVisitor code, boolean isStatic) {
        if (shape == Shape.STREAM_READ) {
            loadChannelFd(code);
        } else if (shape != Shape.READ) {
            return;
        }
        // return DeployctlAdopter.read(<result>, fd, <arguments>);
        loadArguments(code, isStatic);
        String count = Type.getReturnType(descriptor).getDescriptor();
        String channelFd = shape == Shape.STREAM_READ ? Owner.FD : "";
        String arguments = descriptor.substring(1, descriptor.indexOf(')'));
        call(code, "read", "(" + count + channelFd + arguments + ")" + count);
    }

    private void loadArguments(MethodVisitor code, boolean isStatic) {
        int slot = isStatic ? 0 : 1;
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            code.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
            slot += argument.getSize();
        }
    }

    /** Puts in what comes before a call of another method, whose arguments are on the stack. */
    void beforeCall(MethodVisitor code, String called) {
        if (isPoll(called)) {
            // poll(array, size, DeployctlAdopter.slice(timeout))
            call(code, "slice", "(I)I");
        }
    }

    /**
     * Puts in what comes after it; its result is on the stack.
     *
     * @param lastLoaded the local variable that was loaded last, which was the call's last argument
     */
    void afterCall(MethodVisitor code, String called, int lastLoaded) {
        if (isPoll(called)) {
            // DeployctlAdopter.sliced(<result>, timeout)
            code.visitVarInsn(Opcodes.ILOAD, lastLoaded);
            call(code, "sliced", "(II)I");
        }
    }

    private boolean isPoll(String called) {
        return shape == Shape.SELECTOR_POLL && called.equals("poll");
    }

    private void loadChannelFd(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, "getFD", "()" + Owner.FD, false);
    }

    private static Label jumpUnlessWatching(MethodVisitor code) {
        code.visitFieldInsn(Opcodes.GETSTATIC, HookClass.INTERNAL_NAME, "watching", "Z");
        Label original = new Label();
        code.visitJumpInsn(Opcodes.IFEQ, original);
        return original;
    }

    private static void park(MethodVisitor code, int nanosSlot) {
        code.visitVarInsn(Opcodes.LLOAD, nanosSlot);
        call(code, "park", "(" + Owner.FD + "J)J");
        code.visitVarInsn(Opcodes.LSTORE, nanosSlot);
    }

    private static void call(MethodVisitor code, String name, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, HookClass.INTERNAL_NAME, name, descriptor, false);
    }

    private static void startHere(MethodVisitor code, Label original) {
        code.visitLabel(original);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }

    /** Names that the constants above need before they exist. */
    private static final class Owner {
        static final String NET = "sun/nio/ch/Net";
        static final String CHANNEL = "sun/nio/ch/SelChImpl";
        static final String SOCKET = "sun/nio/ch/NioSocketImpl";
        static final String POLL_SELECTOR = "sun/nio/ch/PollSelectorImpl";
        static final String SERVER_CHANNEL = "sun/nio/ch/ServerSocketChannelImpl";
        static final String CLIENT_CHANNEL = "sun/nio/ch/SocketChannelImpl";
        static final String SOCKET_DISPATCHER = "sun/nio/ch/SocketDispatcher";
        static final String UNIX_DISPATCHER = "sun/nio/ch/UnixDispatcher";
        static final String IO = "sun/nio/ch/IOUtil";
        static final String FD = "Ljava/io/FileDescriptor;";
        static final String ADDRESS = "Ljava/net/InetSocketAddress;";
        static final String BUFFER = "Ljava/nio/ByteBuffer;";
        static final String DISPATCHER = "Lsun/nio/ch/NativeDispatcher;";
    }
}
