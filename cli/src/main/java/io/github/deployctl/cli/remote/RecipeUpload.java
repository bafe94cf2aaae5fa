package io.github.deployctl.cli.remote;

import io.github.deployctl.common.protocol.Frames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** A recipe on its way up; {@code progress} is as that of an {@link Upload}. */
public final class RecipeUpload implements Outgoing {
    private final byte[] recipe;
    private final LongConsumer progress;

    /** Takes {@code recipe} over. */
    public RecipeUpload(byte[] recipe, LongConsumer progress) {
        this.recipe = recipe;
        this.progress = progress;
    }

    @Override
    public void send(OutputStream out, Runnable moved) throws IOException {
        long[] sent = {0};
        Frames.send(new ByteArrayInputStream(recipe), out, (buffer, length) -> {
            sent[0] += length;
            moved.run();
            progress.accept(sent[0]);
        });
    }
}
