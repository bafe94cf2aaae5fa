package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.deployctl.agent.os.Connection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DiagMessagesTest {
    private static final int SOCKET = 20;
    private static final int ERROR = 2;
    private static final int DONE = 3;
    private static final int TCP_INFO_BYTES = 160;

    private final Map<Long, Connection> found = new HashMap<>();

    @Test
    void requestNamesTheFamilyThePortAndTheTwoStates() {
        ByteBuffer request = ByteBuffer.wrap(DiagMessages.request(10, 8080)).order(ByteOrder.nativeOrder());
        assertThat(request.getInt(0)).isEqualTo(72).isEqualTo(request.capacity());
        assertThat(request.get(16)).isEqualTo((byte) 10);
        assertThat(request.getInt(20)).isEqualTo(1 << 1 | 1 << 8);
        assertThat(request.order(ByteOrder.BIG_ENDIAN).getShort(24)).isEqualTo((short) 8080);
    }

    @Test
    void everySocketOfADatagramIsReadAndTheEndIsSeen() throws Exception {
        byte[] two = join(socket(7001), socket(7002));
        assertThat(DiagMessages.read(two, found)).isEqualTo(DiagMessages.Rest.MORE);
        assertThat(DiagMessages.read(message(DONE, new byte[4]), found)).isEqualTo(DiagMessages.Rest.DONE);
        assertThat(found).containsOnlyKeys(7001L, 7002L).containsValue(new Connection(3 + 4, 44, 52, 56, 152));
    }

    @Test
    void errorOfTheKernelIsPassedOnWhereverItStands() {
        byte[] noEntry =
                ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(-2).array();
        for (int type : new int[] {ERROR, DONE}) {
            DiagMessages.Refused refused = catchThrowableOfType(
                    DiagMessages.Refused.class,
                    () -> DiagMessages.read(join(socket(7001), message(type, noEntry)), found));
            assertThat(refused.errno()).isEqualTo(2);
        }
    }

    @Test
    void whatIsCutOffIsNotRead() throws Exception {
        byte[] whole = socket(7001);
        for (int length = 0; length < whole.length; length++) {
            assertThat(DiagMessages.read(Arrays.copyOf(whole, length), found)).isEqualTo(DiagMessages.Rest.MORE);
        }
        assertThat(found).isEmpty();
    }

    @Test
    void kernelThatTellsLessIsNotGuessedAt() throws Exception {
        ByteBuffer body = ByteBuffer.allocate(72 + 4 + 100).order(ByteOrder.nativeOrder());
        body.putInt(68, 7001).putShort(72, (short) 104).putShort(74, (short) 2);
        DiagMessages.read(message(SOCKET, body.array()), found);
        assertThat(found).isEmpty();
    }

    /** A socket whose figures are their own offsets. */
    private static byte[] socket(int inode) {
        ByteBuffer body = ByteBuffer.allocate(72 + 8 + 4 + TCP_INFO_BYTES).order(ByteOrder.nativeOrder());
        body.putInt(56, 3).putInt(60, 4).putInt(68, inode);
        // Another attribute comes first, of 5 bytes and so padded.
        body.putShort(72, (short) 5).putShort(74, (short) 8);
        body.putShort(80, (short) (4 + TCP_INFO_BYTES)).putShort(82, (short) 2);
        for (int offset = 0; offset < TCP_INFO_BYTES; offset += Integer.BYTES) {
            body.putInt(84 + offset, offset);
        }
        return message(SOCKET, body.array());
    }

    private static byte[] message(int type, byte[] body) {
        ByteBuffer message = ByteBuffer.allocate(16 + body.length).order(ByteOrder.nativeOrder());
        return message.putInt(message.capacity())
                .putShort((short) type)
                .put(16, body)
                .array();
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
