/**
 * What a push would change on each host, found out without touching anything: the comparison of two releases, what is asked of the agents, and how it is written for
 * people and programs. Knows nothing of the command line, and changes nothing but the client's own caches.
 */
@NullMarked
package io.github.deployctl.cli.plan;

import org.jspecify.annotations.NullMarked;
