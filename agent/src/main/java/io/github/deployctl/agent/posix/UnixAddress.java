package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.OsException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A sockaddr_un (unix(7)). */
final class UnixAddress {
    private static final short AF_UNIX = 1;
    /** The room for a path and its NUL. */
    private static final int LONGEST = 108;

    private UnixAddress() {}

    /** @param name a path, or {@code @} and a name in the abstract namespace */
    static byte[] encode(String name) throws OsException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= LONGEST) {
            throw new OsException(
                    "socket " + name, "ENAMETOOLONG", "a socket's path has at most " + (LONGEST - 1) + " bytes");
        }
        boolean isAbstract = name.startsWith("@");
        if (isAbstract) {
            bytes[0] = 0;
        }
        // A path ends with a NUL; an abstract name is as long as the address says.
        ByteBuffer address = ByteBuffer.allocate(Short.BYTES + bytes.length + (isAbstract ? 0 : 1));
        address.order(ByteOrder.nativeOrder()).putShort(AF_UNIX).put(bytes);
        return address.array();
    }
}
