package io.github.deployctl.cli.help;

import io.github.deployctl.cli.plan.PushPlan;
import io.github.deployctl.common.failure.FailureCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every exit status of the command, with what it means. */
public final class ExitCodes {
    /** What no single code tells. */
    public static final List<String> RULES = List.of(
            "When no host changed, it is that of the first failure: 1, 4, 5, 7, 8 or 9.",
            "deployctl run on one host exits as the command did, with 128 + N for signal N.");

    /** As EX_IOERR of sysexits(3). */
    public static final int UNWRITTEN = 74;

    private ExitCodes() {}

    /** One of them. */
    public record ExitCode(int status, String meaning) {}

    public static List<ExitCode> list() {
        List<ExitCode> all = new ArrayList<>();
        all.add(new ExitCode(0, "done, or nothing to do"));
        all.add(new ExitCode(PushPlan.PENDING, "changes are pending: only of plan --detailed-exitcode"));
        all.add(new ExitCode(UNWRITTEN, "done, but the result was not written in full: the disk is full, say"));
        for (FailureCode code : FailureCode.values()) {
            all.add(new ExitCode(code.exitStatus(), code.meaning()));
        }
        all.sort(Comparator.comparingInt(ExitCode::status));
        return List.copyOf(all);
    }

    /** Returns a line for each. */
    public static String lines() {
        StringBuilder text = new StringBuilder();
        for (ExitCode code : list()) {
            String status = Integer.toString(code.status());
            text.append("  ")
                    .append(status)
                    .append(" ".repeat(5 - status.length()))
                    .append(code.meaning())
                    .append('\n');
        }
        return text.toString();
    }

    static String text() {
        StringBuilder text = new StringBuilder("""
                Example: deployctl push || test $? = 10

                What deployctl exits with. A script goes by these; they do not change.

                """);
        text.append(lines()).append('\n');
        RULES.forEach(rule -> text.append(Lines.of("", rule)));
        return text.toString();
    }
}
