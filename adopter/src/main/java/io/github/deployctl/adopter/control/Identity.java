package io.github.deployctl.adopter.control;

/** Who speaks on the control channel: this JVM, and the launch that it belongs to. */
public record Identity(String token, long pid, String javaVersion) {
    private static final int PROTOCOL = 1;

    String hello() {
        return "hello " + PROTOCOL + " " + token + " " + pid + " " + javaVersion;
    }
}
