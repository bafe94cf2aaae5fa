/**
 * The server apps under {@code e2e/apps}, each deployed by a real agent and swapped under load on a JDK: what it takes to tell whether a server is supported.
 * Nothing here knows a server by name, and nothing here decides what a benchmark's goal or a test's assertion is.
 */
@NullMarked
package io.github.deployctl.e2e.matrix;

import org.jspecify.annotations.NullMarked;
