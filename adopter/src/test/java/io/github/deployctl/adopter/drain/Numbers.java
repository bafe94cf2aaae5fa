package io.github.deployctl.adopter.drain;

import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/** The same numbers again and again. */
class Numbers implements PrimitiveIterator.OfInt {
    private final PrimitiveIterator.OfInt numbers;

    Numbers(int... numbers) {
        this.numbers = IntStream.iterate(0, i -> (i + 1) % numbers.length)
                .map(i -> numbers[i])
                .iterator();
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public int nextInt() {
        return numbers.nextInt();
    }
}
