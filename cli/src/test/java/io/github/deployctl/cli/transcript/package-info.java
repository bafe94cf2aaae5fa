/**
 * Commands as they are typed and what they say, kept as texts in {@code src/test/resources/transcripts} and played again: a small language for those texts,
 * and the world in which a command finds its host up or down. Knows the verbs by their names alone.
 */
@NullMarked
package io.github.deployctl.cli.transcript;

import org.jspecify.annotations.NullMarked;
