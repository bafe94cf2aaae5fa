package io.github.deployctl.adopter.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    private final Lines lines = new Lines();

    @Test
    void linesAreTheSameHoweverTheBytesCome() {
        String text = "live 1\n\ndrain 2\nünfertig";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            Lines fresh = new Lines();
            List<String> found = new ArrayList<>();
            for (int i = 0; i < bytes.length; i += size) {
                found.addAll(fresh.accept(ByteBuffer.wrap(bytes, i, Math.min(size, bytes.length - i))));
            }
            assertThat(found).containsExactly("live 1", "", "drain 2");
            assertThat(fresh.accept(ByteBuffer.wrap(new byte[] {'\n'}))).containsExactly("ünfertig");
        }
    }

    @Test
    void longLineIsDroppedAndTheNextOneRead() {
        assertThat(accept("x".repeat(Lines.LIMIT - 1) + "\n")).hasSize(1);
        assertThat(accept("x".repeat(Lines.LIMIT) + "\nlive 1\n")).containsExactly("live 1");
    }

    private List<String> accept(String text) {
        return lines.accept(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
