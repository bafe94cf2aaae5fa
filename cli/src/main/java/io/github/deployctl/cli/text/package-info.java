/** Words for people: sizes, times, and what somebody probably meant. Knows no domain and no terminal. */
@NullMarked
package io.github.deployctl.cli.text;

import org.jspecify.annotations.NullMarked;
