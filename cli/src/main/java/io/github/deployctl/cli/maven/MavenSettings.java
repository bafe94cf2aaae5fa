package io.github.deployctl.cli.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the user's {@code ~/.m2/settings.xml} says that matters for one file.
 *
 * @param localRepository where what was fetched is kept, for Maven too
 * @param offline nothing may be fetched
 * @param servers what lets the user in, by a repository's or mirror's id
 */
record MavenSettings(Path localRepository, boolean offline, List<Mirror> mirrors, Map<String, Server> servers) {
    MavenSettings {
        mirrors = List.copyOf(mirrors);
        servers = Map.copyOf(servers);
    }

    /** Another place for what lies in the repositories that {@code of} names. */
    record Mirror(String id, String of, String url) {}

    /** Somebody who is let in. */
    record Server(String user, String password) {
        /** An encrypted one needs Maven's own master password. */
        boolean isEncrypted() {
            return password.startsWith("{") && password.endsWith("}");
        }

        @Override
        public String toString() {
            return "a server's credentials";
        }
    }
}
