package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.Progress;
import io.github.deployctl.cli.deploy.Survey;
import io.github.deployctl.cli.deploy.Survey.Answer;
import io.github.deployctl.cli.report.AnswersDocument;
import io.github.deployctl.cli.report.FailureText;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.ProgressView;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Asks the hosts of a workspace and shows every answer. */
final class SurveyView<T extends Record & Reply> {
    private final String verb;
    private final Output output;
    private final Class<T> expected;

    SurveyView(String verb, Output output, Class<T> expected) {
        this.verb = verb;
        this.output = output;
        this.expected = expected;
    }

    /** Returns the exit status; {@code lines} makes text of a host's label and its answer. */
    int run(Workspace workspace, Request question, BiFunction<String, T, List<String>> lines) {
        return run(
                workspace,
                progress -> new Survey<>(workspace.agents(), progress, expected).run(workspace.hosts(), question),
                lines);
    }

    /** Does so with what {@code asking} has found out. */
    int run(
            Workspace workspace,
            Function<Progress, List<Answer<T>>> asking,
            BiFunction<String, T, List<String>> lines) {
        List<Answer<T>> answers;
        try (ProgressView view = output.progress(workspace.hosts())) {
            answers = asking.apply(view);
        }
        if (output.isJson()) {
            output.document(AnswersDocument.of(verb, answers));
        } else {
            answers.forEach(answer -> show(answer, lines));
        }
        return AnswersDocument.exitStatus(answers);
    }

    private void show(Answer<T> answer, BiFunction<String, T, List<String>> lines) {
        String label = answer.host().label();
        T reply = answer.reply();
        if (reply != null) {
            lines.apply(label, reply).forEach(output::result);
        } else if (answer.failure() != null) {
            output.error(FailureText.of(label, answer.failure()));
        }
    }
}
