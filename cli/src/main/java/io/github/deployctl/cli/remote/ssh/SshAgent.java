package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.remote.hostkey.HostKey;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.schmizz.sshj.common.Buffer.PlainBuffer;

/**
 * The keys of a running ssh-agent, which signs and never gives a key away (draft-ietf-sshm-ssh-agent). Used by one thread; {@link #close} may be called
 * by another and ends its wait.
 */
final class SshAgent implements Closeable {
    private static final int REQUEST_IDENTITIES = 11;
    private static final int IDENTITIES_ANSWER = 12;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGN_RESPONSE = 14;
    private static final int RSA_SHA2_512 = 4;
    /** OpenSSH's agent allows 256 kB a message. */
    private static final int LARGEST = 1 << 18;

    /**
     * A key that the agent holds.
     *
     * @param key the public one, or a certificate for it
     * @param comment its owner's words, untrusted
     */
    record Identity(HostKey key, String comment) {
        byte[] blob() {
            return Base64.getDecoder().decode(key.base64());
        }

        boolean isRsa() {
            return key.plainType().equals("ssh-rsa");
        }
    }

    private final SocketChannel channel;
    private final DataInputStream in;

    private SshAgent(SocketChannel channel) {
        this.channel = channel;
        this.in = new DataInputStream(Channels.newInputStream(channel));
    }

    static SshAgent connect(Path socket) throws IOException {
        return new SshAgent(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    List<Identity> identities() throws IOException {
        PlainBuffer answer = call(new PlainBuffer().putByte((byte) REQUEST_IDENTITIES), IDENTITIES_ANSWER);
        long count = answer.readUInt32();
        List<Identity> identities = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            byte[] blob = answer.readStringAsBytes();
            String comment = answer.readString();
            try {
                identities.add(new Identity(HostKey.of(blob), comment));
            } catch (IllegalArgumentException e) {
                // A kind of key that is not known here, and so none to log in with.
            }
        }
        return identities;
    }

    /** Returns the signature in SSH's wire form. */
    byte[] sign(Identity identity, byte[] message) throws IOException {
        PlainBuffer request = new PlainBuffer().putByte((byte) SIGN_REQUEST);
        request.putString(identity.blob()).putString(message).putUInt32(identity.isRsa() ? RSA_SHA2_512 : 0);
        return call(request, SIGN_RESPONSE).readStringAsBytes();
    }

    private PlainBuffer call(PlainBuffer request, int expected) throws IOException {
        byte[] message = request.getCompactData();
        ByteBuffer out = ByteBuffer.allocate(4 + message.length)
                .putInt(message.length)
                .put(message)
                .flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        int length = in.readInt();
        if (length < 1 || length > LARGEST) {
            throw new EOFException("an answer of " + length + " bytes");
        }
        byte[] answer = new byte[length];
        in.readFully(answer);
        PlainBuffer buffer = new PlainBuffer(answer);
        int type = buffer.readByte();
        if (type != expected) {
            throw new IOException("the ssh-agent refused");
        }
        return buffer;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written that anybody would miss.
        }
    }
}
