/**
 * The benchmarks, one class each, behind {@code e2e/bench}. They measure what is built and installed, in processes of its own, and say on what machine. Figures
 * are named in camelCase with their unit last.
 */
@NullMarked
package io.github.deployctl.e2e.bench;

import org.jspecify.annotations.NullMarked;
