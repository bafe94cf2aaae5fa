/** Which hosts: an address as people write it, and the hosts of {@code deployctl.yml} with their groups. Values only; nothing here connects. */
@NullMarked
package io.github.deployctl.cli.host;

import org.jspecify.annotations.NullMarked;
