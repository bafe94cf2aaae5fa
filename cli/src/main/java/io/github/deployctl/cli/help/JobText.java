package io.github.deployctl.cli.help;

/** What a job of a build server has to know, and whoever lets it in. */
final class JobText {
    static final String CI = """
            Example, as a job of GitHub Actions:

              deploy:
                runs-on: ubuntu-latest
                environment: production
                concurrency: {group: deploy, cancel-in-progress: false}
                steps:
                  - uses: actions/checkout@SHA
                  - uses: deployctl/deployctl/.github/actions/push@SHA
                    with:
                      hosts: web
                      artifact: target/shop.jar
                      private-key: ${{ secrets.DEPLOY_KEY }}
                      known-hosts: ${{ vars.KNOWN_HOSTS }}

            Anywhere else:

              export DEPLOYCTL_SSH_KEY="$THE_SECRET"
              deployctl push web --lock-wait 5m --report report.json

            The key: DEPLOYCTL_SSH_KEY holds it, DEPLOYCTL_SSH_KEY_PASSPHRASE its
            passphrase; line ends that pasting has lost are repaired. An ssh-agent, -i FILE
            and ssh_config do as well. Give a job a key of its own: deployctl help security.

            The hosts: without a terminal nobody is asked about an unknown host key, it is
            refused (exit code 7). Have it in known_hosts, or name it with
            --host-key-fingerprint SHA256:...

            Questions: without a terminal there are none. What a person would have to agree
            to (stop, setup --remove) is refused unless --yes says so.

            Output: in a job of GitHub Actions groups, one annotation for all errors, and no
            text of an app or a host that is taken for a workflow command; elsewhere a line
            for each event. --output json is one document, jsonl an object for each event,
            --report FILE the document that is kept from the start, whatever happens.

            Two jobs at once: a deploy holds the lock of the app on every host. The second
            ends with exit code 5, or waits with --lock-wait 5m. The lock is free within
            seconds of the end of whoever held it.

            A job that is cancelled: the push is called off as long as the traffic has not
            moved, and has happened where it has. deployctl status tells.

            Before a merge: deployctl config validate; deployctl plan --detailed-exitcode
            exits with 30 where something would change.

            The exit code decides: deployctl help exit-codes.
            """;

    static final String SECURITY = """
            Example: deployctl setup root@web1 --authorize ci.pub

            That is the way to let a job deploy: a key that logs in as the app's user and
            reaches the socket of the agent, nothing else; no shell, port or file.

            Who can do what
              Whoever reaches the agent's socket can run code as the app's user: that is
              what a deploy is. The agent runs as that user and needs no root.
              deployctl run is the same power with less effort. DEPLOYCTL_RUN=off in
              /etc/deployctl/APP.env on the host takes that verb away, and with it
              hooks.before-start, which a push has run on the host; DEPLOYCTL_HOOKS=off
              there takes only the hook away. A push that has one is refused (plan says
              so); a pushed jar can do what it could before.
              A lock keeps people from stepping on each other. It is no defence.

            The way to a host
              SSH alone, no port of deployctl's own. Host keys are judged as ssh judges
              them; a changed one is refused, an unknown one put to a person at a terminal.

            Keys
              They are in memory for the time of one command: read from a file, from
              DEPLOYCTL_SSH_KEY and DEPLOYCTL_SSH_KEY_PASSPHRASE, or typed. They are never
              stored and never in arguments, messages or logs.

            Secrets of the app
              They live on the host: what deployctl env set NAME reads from standard input
              or a hidden prompt, and /etc/deployctl/APP.env, which wins. Both win over env
              in deployctl.yml, reach the app with its next start, and are *** in whatever
              is shown or kept for showing.

            Artifacts
              A release is what its SHA-256 says, when it arrives and before each start.
              With "signatures required" in /etc/deployctl/APP.policy a host takes only
              what a signer has signed: ssh-keygen -Y sign -n deployctl -f KEY app.jar, and
              push sends app.jar.sig along.

            SECURITY.md of the project has all of it, and how to report a weakness.
            """;

    private JobText() {}
}
