package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.InitSystem;
import io.github.deployctl.agent.os.OsException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The socket at NOTIFY_SOCKET. A message that cannot be sent is logged. Thread-safe. */
final class NotifySocket implements InitSystem {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_NOSIGNAL = 0x4000;
    /** struct cmsghdr: a length of 8 bytes, level and type of 4 (cmsg(3)). */
    private static final int CMSGHDR_BYTES = 16;

    private final String address;
    private final Fds fds;
    private final Consumer<String> log;
    private final NativeFunction socket;
    private final NativeFunction sendmsg;

    /** @param address a path, or {@code @} and a name in the abstract namespace (unix(7)) */
    NotifySocket(Libc libc, Fds fds, String address, Consumer<String> log) {
        this.address = address;
        this.fds = fds;
        this.log = log;
        this.socket = libc.function("socket");
        this.sendmsg = libc.function("sendmsg");
    }

    @Override
    public void tell(String state) {
        try {
            send(state, new byte[0]);
        } catch (OsException e) {
            log.accept("the service manager does not hear: " + e.getMessage());
        }
    }

    @Override
    public void keep(String name, Fd listener) {
        try {
            PosixFd.of(listener).use(number -> {
                send("FDSTORE=1\nFDNAME=" + name, rights(number));
                return number;
            });
        } catch (OsException e) {
            log.accept("listener " + name + " is not kept by the service manager: " + e.getMessage());
        }
    }

    @Override
    public void release(String name) {
        tell("FDSTOREREMOVE=1\nFDNAME=" + name);
    }

    private void send(String state, byte[] control) throws OsException {
        byte[] name = UnixAddress.encode(address);
        byte[] text = state.getBytes(StandardCharsets.UTF_8);
        try (PosixFd fd = fds.own(socket.check("socket " + address, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
                NativeMemory memory = new NativeMemory()) {
            // On 64-bit Linux each member of struct iovec and struct msghdr takes 8 bytes with its padding
            // (sendmsg(2)).
            long vector = memory.bytes(words(memory.bytes(text), text.length));
            long ancillary = control.length == 0 ? 0 : memory.bytes(control);
            long header = memory.bytes(
                    words(memory.bytes(name), name.length, vector, 1, ancillary, control.length, /* flags */ 0));
            fd.use(number -> sendmsg.check("send to " + address, number, header, MSG_NOSIGNAL));
        }
    }

    /** One control message that passes one descriptor on; padded to 8 bytes, as CMSG_SPACE does (cmsg(3)). */
    private static byte[] rights(int number) {
        byte[] control = new byte[CMSGHDR_BYTES + Long.BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(control).order(ByteOrder.nativeOrder());
        buffer.putLong(CMSGHDR_BYTES + Integer.BYTES)
                .putInt(SOL_SOCKET)
                .putInt(SCM_RIGHTS)
                .putInt(number);
        return control;
    }

    private static byte[] words(long... words) {
        byte[] bytes = new byte[words.length * Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asLongBuffer().put(words);
        return bytes;
    }
}
