package io.github.deployctl.agent.generation;

import java.util.List;

/** The outcome of a transition: the next state, and what is to be done once that state is on disk. */
public record Step(Generations next, List<Effect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }
}
