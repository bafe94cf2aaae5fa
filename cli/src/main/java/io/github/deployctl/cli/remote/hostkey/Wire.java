package io.github.deployctl.cli.remote.hostkey;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads SSH's wire form, RFC 4251 section 5. Whatever is not there is an {@link IllegalArgumentException}. */
final class Wire {
    private final ByteBuffer bytes;

    Wire(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    byte[] string() {
        try {
            int length = bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                throw new IllegalArgumentException("a string of " + length + " bytes");
            }
            byte[] string = new byte[length];
            bytes.get(string);
            return string;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("it ends too early", e);
        }
    }

    String text() {
        return new String(string(), StandardCharsets.UTF_8);
    }

    BigInteger number() {
        byte[] number = string();
        return number.length == 0 ? BigInteger.ZERO : new BigInteger(number);
    }

    int int32() {
        try {
            return bytes.getInt();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("it ends too early", e);
        }
    }

    /** Returns an unsigned number as its bits. */
    long int64() {
        try {
            return bytes.getLong();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("it ends too early", e);
        }
    }

    /** Returns how many bytes were read. */
    int position() {
        return bytes.position();
    }

    void end() {
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes too many");
        }
    }

    /** Reads strings to the end. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        while (bytes.hasRemaining()) {
            texts.add(text());
        }
        return texts;
    }
}
