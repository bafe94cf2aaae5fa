package io.github.deployctl.e2e.bench.startup;

/** The least that a JVM can do for somebody: the measure for what answers at once. */
final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}
