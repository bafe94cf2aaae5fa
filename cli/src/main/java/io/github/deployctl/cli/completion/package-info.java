/**
 * What a shell completes: the scripts for bash, zsh and fish, made of the command line itself, and what they ask for when a host or a release is wanted. Goes
 * to no host: releases are those that were seen from here.
 */
@NullMarked
package io.github.deployctl.cli.completion;

import org.jspecify.annotations.NullMarked;
