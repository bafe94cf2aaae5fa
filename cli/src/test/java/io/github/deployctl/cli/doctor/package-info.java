/** Tests of what is made of what was seen: no host, no file. */
@NullMarked
package io.github.deployctl.cli.doctor;

import org.jspecify.annotations.NullMarked;
