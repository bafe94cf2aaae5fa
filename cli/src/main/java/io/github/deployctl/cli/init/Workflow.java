package io.github.deployctl.cli.init;

import io.github.deployctl.cli.config.DeployFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A workflow of GitHub Actions that builds a project and pushes it with deployctl's own action.
 *
 * @param config the file that says where to
 * @param branch whose every commit is deployed
 */
public record Workflow(String app, Project.Build build, String config, String branch) {
    /** Where it belongs, in the project's folder. */
    public static final String FILE = ".github/workflows/deploy.yml";

    private static final Pattern HEAD = Pattern.compile("ref: refs/heads/([A-Za-z0-9._/-]+)");
    private static final String MAIN = "main";

    /** Returns the branch that a project's folder is on. */
    public static String branch(Path folder) {
        Matcher matcher = HEAD.matcher(text(folder.resolve(".git/HEAD")).strip());
        return matcher.matches() ? matcher.group(1) : MAIN;
    }

    /** Returns whether a project is on GitHub, as far as its folder tells. */
    public static boolean isOnGitHub(Path folder) {
        return Files.isDirectory(folder.resolve(".github"))
                || text(folder.resolve(".git/config")).contains("github.com");
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns the file's text. */
    public String text() {
        String cache = build.tool().isEmpty() ? "" : "\n          cache: " + build.tool();
        String command =
                build.command().isEmpty() ? "echo 'put the command here that builds the jar'; exit 1" : build.command();
        String input = config.equals(DeployFile.NAME) ? "" : "\n          config: " + config;
        return """
                # Deploys %1$s with every commit on %2$s. Before the first time:
                #   ssh-keygen -t ed25519 -N '' -f ci
                #   deployctl setup HOST --authorize ci.pub
                #   gh secret set DEPLOY_KEY <ci && rm ci
                #   ssh-keyscan HOST | gh variable set KNOWN_HOSTS   # hold its lines against the host's own fingerprints
                name: deploy
                on:
                  push:
                    branches: ['%2$s']

                permissions:
                  contents: read

                # A deploy that has begun is not cut off by the next.
                concurrency:
                  group: deploy-%1$s
                  cancel-in-progress: false

                jobs:
                  deploy:
                    runs-on: ubuntu-24.04
                    timeout-minutes: 30
                    steps:
                      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
                        with:
                          persist-credentials: false
                      - uses: actions/setup-java@c5195efecf7bdfc987ee8bae7a71cb8b11521c00 # v4.7.1
                        with:
                          distribution: temurin
                          java-version: '%3$d'%4$s
                      - run: %5$s
                      # PIN stands for the 40 digits of a release's commit, from: git ls-remote https://github.com/deployctl/deployctl 'v*'
                      # A tag can be moved to another commit, and this step is given a key; until PIN is replaced the job fails.
                      - uses: deployctl/deployctl/.github/actions/push@PIN
                        with:
                          private-key: ${{ secrets.DEPLOY_KEY }}
                          known-hosts: ${{ vars.KNOWN_HOSTS }}
                          lock-wait: 5m%6$s
                """.formatted(app, branch, build.java(), cache, command, input);
    }
}
