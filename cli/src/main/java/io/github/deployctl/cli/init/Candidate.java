package io.github.deployctl.cli.init;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A module whose build makes an app.
 *
 * @param folder absolute
 * @param file that says so, relative to the project
 * @param name of the app
 * @param jar that its build leaves, relative to the module; nothing where that depends on what is not known here
 * @param libraries the names of what it uses
 * @param notes what has to be done for that
 */
record Candidate(
        Path folder,
        String file,
        String name,
        Optional<String> jar,
        Framework framework,
        String libraries,
        List<String> notes) {
    Candidate {
        notes = List.copyOf(notes);
    }
}
