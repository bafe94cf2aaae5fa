/**
 * Artifacts of a Maven repository, by their coordinates. Alone here is Maven's resolver known; nothing of it is loaded before coordinates are given. Knows no
 * hosts.
 */
@NullMarked
package io.github.deployctl.cli.maven;

import org.jspecify.annotations.NullMarked;
