package io.github.deployctl.cli.report;

import io.github.deployctl.cli.deploy.Survey.Answer;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.protocol.Reply;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON document of a verb that asks: {@code status}, {@code history}.
 *
 * @param outcome {@code ok}, or {@code failed} when a host did not answer
 */
public record AnswersDocument(int schema, String command, String outcome, int exitCode, List<Host> hosts) {
    /**
     * One host.
     *
     * @param answer as the agent gave it, or null
     */
    public record Host(
            String host,
            String outcome,
            @Nullable Record answer,
            @Nullable Failure failure) {}

    public static <T extends Record & Reply> AnswersDocument of(String command, List<Answer<T>> answers) {
        List<Host> hosts = answers.stream().map(AnswersDocument::host).toList();
        int exit = exitStatus(answers);
        return new AnswersDocument(RolloutDocument.SCHEMA, command, exit == 0 ? "ok" : "failed", exit, hosts);
    }

    /** Returns 0, or what the first failure says. */
    public static <T extends Reply> int exitStatus(List<Answer<T>> answers) {
        return answers.stream()
                .flatMap(answer -> Stream.ofNullable(answer.failure()))
                .mapToInt(failure -> failure.code().exitStatus())
                .findFirst()
                .orElse(0);
    }

    private static <T extends Record & Reply> Host host(Answer<T> answer) {
        return new Host(
                answer.host().label(), answer.failure() == null ? "ok" : "failed", answer.reply(), answer.failure());
    }
}
