package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.agent.os.OsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What execve(2) gets.
 *
 * @param program a path
 * @param argv with the program itself at first
 * @param environment {@code name=value} each
 */
record ChildImage(String program, List<String> argv, List<String> environment) {
    private static final String SHELL = "/bin/sh";

    /**
     * LISTEN_PID must be the pid of the process that is to use the descriptors (sd_listen_fds(3)); only the child knows it, and exec keeps it. The price: a
     * shell may drop a variable whose name is no identifier to it ({@code a.b}), as dash does, and add some of its own, as bash does with SHLVL.
     */
    private static final String NAME_ITSELF = "export LISTEN_PID=$$; exec \"$@\"";

    static ChildImage of(LaunchCommand command) throws OsException {
        Path program = Program.find(command);
        List<String> argv = new ArrayList<>();
        if (command.env().containsKey("LISTEN_FDS")) {
            argv.addAll(List.of(SHELL, "-c", NAME_ITSELF, "sh"));
        }
        argv.add(program.toString());
        argv.addAll(command.argv().subList(1, command.argv().size()));
        List<String> environment = new ArrayList<>();
        for (Map.Entry<String, String> variable : command.env().entrySet()) {
            environment.add(variable.getKey() + "=" + variable.getValue());
        }
        check(program, argv);
        check(program, environment);
        return new ChildImage(argv.get(0), argv, environment);
    }

    /** A NUL ends a string for the kernel, so what comes after it would silently be lost. */
    private static void check(Path program, List<String> strings) throws OsException {
        for (String string : strings) {
            if (string.indexOf('\0') >= 0) {
                throw new OsException("execute " + program, "EINVAL", "an argument or a variable has a NUL in it");
            }
        }
    }
}
