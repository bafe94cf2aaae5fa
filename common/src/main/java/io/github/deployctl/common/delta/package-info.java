/**
 * What two builds of an archive have in common, and how the newer one is put together from the older one. Pure: bytes come from a {@link
 * io.github.deployctl.common.delta.Source} and go to a stream; files, sockets and the agreement on which base is used are for others.
 */
@NullMarked
package io.github.deployctl.common.delta;

import org.jspecify.annotations.NullMarked;
