package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.Progress;
import io.github.deployctl.cli.deploy.Standing;
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
    private Unattended unattended = new Unattended("", "");

    /** What is true of a host that was asked and has not answered, and what then tells more; empty where asking changes nothing. */
    private record Unattended(String sentence, String next) {}

    SurveyView(String verb, Output output, Class<T> expected) {
        this.verb = verb;
        this.output = output;
        this.expected = expected;
    }

    /**
     * Has it said, should this process be ended meanwhile, what may have become of the host.
     *
     * @param sentence after the host's name
     * @param next a command that tells
     */
    SurveyView<T> changing(String sentence, String next) {
        unattended = new Unattended(sentence, next);
        return this;
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
            answers = asking.apply(unattended.sentence.isEmpty() ? view : Progress.both(view, standing()));
        } finally {
            output.console().situation().is("");
        }
        if (output.isJson()) {
            output.document(AnswersDocument.of(verb, answers));
        } else {
            answers.forEach(answer -> show(answer, lines));
        }
        return AnswersDocument.exitStatus(answers);
    }

    private Standing standing() {
        return new Standing(now -> output.console().situation().is(now, unattended.next), unattended.sentence);
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
