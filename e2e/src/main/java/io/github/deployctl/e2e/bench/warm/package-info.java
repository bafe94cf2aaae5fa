/** What a hand-over costs those who are served meanwhile, and what a start takes. Uses the built agent and app; nothing here decides whether a figure will do. */
@NullMarked
package io.github.deployctl.e2e.bench.warm;

import org.jspecify.annotations.NullMarked;
