package io.github.deployctl.common.delta;

import java.io.IOException;
import java.io.Serial;

/** An index or a recipe says something that cannot be. Whoever sees it takes the whole file instead. */
public final class RecipeException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    RecipeException(String message) {
        super(message);
    }
}
