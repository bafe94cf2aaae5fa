/** The verbs, one class each: parse, call, render. No recipe and no SSH here. */
@NullMarked
package io.github.deployctl.cli.command;

import org.jspecify.annotations.NullMarked;
