package io.github.deployctl.common.jar;

import io.github.deployctl.common.text.Visible;

/**
 * A library in an artifact.
 *
 * @param name {@code spring-core}, as the name of a nested jar says it, or {@code org.springframework:spring-core}, as Maven's record of it does
 * @param version empty where none is named
 * @param crc of the nested jar, which tells two builds of one version apart; 0 where the library's files lie among others
 */
public record Component(String name, String version, long crc) {
    private static final int LONGEST = 100;

    /** Whoever built the jar has written these, and they are shown to others: they can hold nothing that steers a terminal, and no novel. */
    public Component {
        name = clean(name);
        version = clean(version);
    }

    private static String clean(String text) {
        return Visible.blanked(text.substring(0, Math.min(text.length(), LONGEST)));
    }
}
