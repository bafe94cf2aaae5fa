/**
 * The names of what is deployed: the app, the release, the checksum. Values only: a record here cannot be built invalid, so whoever holds one need not check it
 * again. No I/O but a stream handed in.
 */
@NullMarked
package io.github.deployctl.common.release;

import org.jspecify.annotations.NullMarked;
