package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.Connection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** The request and the answer of sock_diag(7) for TCP, as they stand in {@code linux/netlink.h}, {@code linux/inet_diag.h} and {@code linux/tcp.h}. */
final class DiagMessages {
    private static final int SOCK_DIAG_BY_FAMILY = 20;
    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int NLM_F_REQUEST = 1;
    private static final int NLM_F_DUMP = 0x300;
    private static final int HEADER_BYTES = 16;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_ESTABLISHED = 1;
    private static final int TCP_CLOSE_WAIT = 8;

    private static final int REQUEST_BYTES = 56;
    private static final int MESSAGE_BYTES = 72;
    private static final int RECEIVE_QUEUE = 56;
    private static final int SEND_QUEUE = 60;
    private static final int INODE = 68;
    private static final int ATTRIBUTE_BYTES = 4;
    private static final int INET_DIAG_INFO = 2;

    /** Offsets in struct tcp_info, which only ever grows at its end; kernels since 4.6 have all of these. */
    private static final int LAST_DATA_SENT = 44;

    private static final int LAST_DATA_RECEIVED = 52;
    private static final int LAST_ACK_RECEIVED = 56;
    private static final int DATA_SEGMENTS_IN = 152;

    private DiagMessages() {}

    /** Asks for the connections of one address family on a local port; the kernel leaves out the others. */
    static byte[] request(int family, int port) {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + REQUEST_BYTES).order(ByteOrder.nativeOrder());
        buffer.putInt(buffer.capacity()).putShort((short) SOCK_DIAG_BY_FAMILY);
        buffer.putShort((short) (NLM_F_REQUEST | NLM_F_DUMP)).putInt(1).putInt(0);
        buffer.put((byte) family).put((byte) IPPROTO_TCP);
        buffer.put((byte) (1 << (INET_DIAG_INFO - 1))).put((byte) 0);
        buffer.putInt(1 << TCP_ESTABLISHED | 1 << TCP_CLOSE_WAIT);
        return buffer.order(ByteOrder.BIG_ENDIAN).putShort((short) port).array();
    }

    /** How an answer goes on. */
    enum Rest {
        MORE,
        DONE
    }

    /** An answer that is an error. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final int errno;

        Refused(int errno) {
            super("errno " + errno, null, false, false);
            this.errno = errno;
        }

        int errno() {
            return errno;
        }
    }

    /** Reads one datagram of the answer into {@code found}, by inode. */
    static Rest read(byte[] datagram, Map<Long, Connection> found) throws Refused {
        ByteBuffer buffer = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
        int start = 0;
        while (start + HEADER_BYTES <= datagram.length) {
            int length = buffer.getInt(start);
            int type = buffer.getShort(start + 4);
            int body = start + HEADER_BYTES;
            if (length < HEADER_BYTES || start + length > datagram.length) {
                break;
            }
            if (type == NLMSG_ERROR || type == NLMSG_DONE) {
                // Both begin with an error number, negative; a dump can fail at its end too.
                int error = length >= HEADER_BYTES + Integer.BYTES ? buffer.getInt(body) : 0;
                if (error != 0) {
                    throw new Refused(-error);
                }
                return Rest.DONE;
            }
            if (type == SOCK_DIAG_BY_FAMILY && length >= HEADER_BYTES + MESSAGE_BYTES) {
                readSocket(buffer.slice(body, length - HEADER_BYTES).order(ByteOrder.nativeOrder()), found);
            }
            start += aligned(length);
        }
        return Rest.MORE;
    }

    private static void readSocket(ByteBuffer message, Map<Long, Connection> found) {
        long inode = Integer.toUnsignedLong(message.getInt(INODE));
        long queued = unsigned(message, RECEIVE_QUEUE) + unsigned(message, SEND_QUEUE);
        int start = MESSAGE_BYTES;
        while (start + ATTRIBUTE_BYTES <= message.limit()) {
            int length = Short.toUnsignedInt(message.getShort(start));
            int info = start + ATTRIBUTE_BYTES;
            if (length < ATTRIBUTE_BYTES || start + length > message.limit()) {
                return;
            }
            if (message.getShort(start + 2) == INET_DIAG_INFO
                    && length >= ATTRIBUTE_BYTES + DATA_SEGMENTS_IN + Integer.BYTES) {
                found.put(
                        inode,
                        new Connection(
                                queued,
                                unsigned(message, info + LAST_DATA_SENT),
                                unsigned(message, info + LAST_DATA_RECEIVED),
                                unsigned(message, info + LAST_ACK_RECEIVED),
                                unsigned(message, info + DATA_SEGMENTS_IN)));
            }
            start += aligned(length);
        }
    }

    private static long unsigned(ByteBuffer message, int offset) {
        return Integer.toUnsignedLong(message.getInt(offset));
    }

    private static int aligned(int length) {
        return length + 3 & ~3;
    }
}
