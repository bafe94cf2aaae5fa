package io.github.deployctl.common.secret;

import java.util.List;

/**
 * The words that messages and documents of deployctl are made of. A secret of the same text is not taken out of them: they would say nothing any more to whoever
 * reads them, a program above all, and the secret could be told from what is missing.
 */
public final class Vocabulary {
    public static final List<String> WORDS = List.of(
            // What a generation and an app can be.
            "running stopped candidate live draining standby stopping waiting promoted frozen localhost",
            // What is done.
            "push rollback restart start stop recovery revert confirm crash prune upgrade lock unlock run maintenance-on maintenance-off",
            // What became of it.
            "deployed unchanged reverted confirmed failed skipped mixed locked free pending refused reached warned valid invalid done");

    private Vocabulary() {}
}
