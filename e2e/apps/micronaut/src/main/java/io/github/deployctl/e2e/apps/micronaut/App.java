package io.github.deployctl.e2e.apps.micronaut;

import io.micronaut.runtime.Micronaut;

/** Micronaut as its generator writes it. */
public final class App {
    private App() {}

    public static void main(String[] args) {
        Micronaut.run(App.class, args);
    }
}
