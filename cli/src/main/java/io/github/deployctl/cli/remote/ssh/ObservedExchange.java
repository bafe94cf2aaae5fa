package io.github.deployctl.cli.remote.ssh;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.function.Consumer;
import net.schmizz.sshj.common.Buffer.BufferException;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.Transport;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.transport.digest.Digest;
import net.schmizz.sshj.transport.kex.KeyExchange;

/**
 * A key exchange that tells the host's key as the bytes that came. What sshj makes of a certificate cannot be written back byte for byte, and its
 * authority has signed bytes.
 */
final class ObservedExchange implements KeyExchange {
    private final KeyExchange exchange;
    private final Consumer<byte[]> keys;

    private ObservedExchange(KeyExchange exchange, Consumer<byte[]> keys) {
        this.exchange = exchange;
        this.keys = keys;
    }

    /** Lets {@code keys} have the bytes of each host key, before its verifier is asked. */
    static Factory.Named<KeyExchange> observed(Factory.Named<KeyExchange> factory, Consumer<byte[]> keys) {
        return new Factory.Named<>() {
            @Override
            public String getName() {
                return factory.getName();
            }

            @Override
            public KeyExchange create() {
                return new ObservedExchange(factory.create(), keys);
            }
        };
    }

    @Override
    public boolean next(Message message, SSHPacket packet) throws GeneralSecurityException, TransportException {
        // The last answer of every exchange begins with the key: RFC 4253 section 8, RFC 5656 section 4, RFC 4419
        // section 3.
        SSHPacket answer = new SSHPacket(packet);
        boolean finished = exchange.next(message, packet);
        if (finished) {
            try {
                keys.accept(answer.readBytes());
            } catch (BufferException e) {
                throw new TransportException(e);
            }
        }
        return finished;
    }

    @Override
    public void init(Transport transport, String server, String client, byte[] serverInit, byte[] clientInit)
            throws GeneralSecurityException, TransportException {
        exchange.init(transport, server, client, serverInit, clientInit);
    }

    @Override
    public byte[] getH() {
        return exchange.getH();
    }

    @Override
    public BigInteger getK() {
        return exchange.getK();
    }

    @Override
    public Digest getHash() {
        return exchange.getHash();
    }

    @Override
    public PublicKey getHostKey() {
        return exchange.getHostKey();
    }
}
