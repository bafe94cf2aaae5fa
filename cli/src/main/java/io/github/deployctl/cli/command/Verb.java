package io.github.deployctl.cli.command;

/** A command that says how it wants to be shown, so that a failure can be shown the same way. */
public interface Verb {
    OutputOptions output();
}
