package io.github.deployctl.agent.proof;

/** A clock that only grows; its readings mean something relative to one another. */
public interface Clock {
    long nanos();
}
