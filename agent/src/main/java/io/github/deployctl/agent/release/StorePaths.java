package io.github.deployctl.agent.release;

import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.nio.file.Path;

/**
 * Where everything of one app lies on the host, and nothing else.
 *
 * @param state kept over a reboot: releases, {@code state.json}, history, the app's working folder
 * @param run sockets and the PID file
 * @param log the generations' output
 * @param envFile the host's own settings and secrets for the app
 */
public record StorePaths(Path state, Path run, Path log, Path envFile) {
    /** What the host's administrator allows, beside {@link #envFile}. */
    public Path policyFile() {
        return envFile.resolveSibling(String.valueOf(envFile.getFileName()).replaceFirst("\\.env$", "") + ".policy");
    }

    public Path releases() {
        return state.resolve("releases");
    }

    public Path release(ReleaseId id) {
        return releases().resolve(id.value());
    }

    public Path artifact(ReleaseId id) {
        return release(id).resolve("app.jar");
    }

    public Path releaseFile(ReleaseId id) {
        return release(id).resolve("release.json");
    }

    /** What artifacts were signed with. */
    public Path signatures() {
        return state.resolve("signatures");
    }

    /** A record for people; no process is started through it. */
    public Path current() {
        return state.resolve("current");
    }

    public Path incoming() {
        return state.resolve("incoming");
    }

    public Path incoming(Checksum artifact) {
        return incoming().resolve(artifact.hex() + ".jar");
    }

    public Path stateFile() {
        return state.resolve("state.json");
    }

    /** The number of the last lease, and the one that a person keeps. */
    public Path leaseFile() {
        return state.resolve("lease.json");
    }

    /** The variables that clients have set for the app; for its user's eyes alone. */
    public Path secretsFile() {
        return state.resolve("secrets.json");
    }

    /** There as long as the agent answers in the place of the app, and says what. */
    public Path maintenanceFile() {
        return state.resolve("maintenance.json");
    }

    /** What users ask the app for, where it is recorded. */
    public Path askedFile() {
        return state.resolve("asked.json");
    }

    /** A file for each command that runs beside the app, named as the token in its environment. */
    public Path errands() {
        return state.resolve("errands");
    }

    public Path history() {
        return state.resolve("history.jsonl");
    }

    /** Held locked while an agent runs, so that there are never two. */
    public Path lock() {
        return state.resolve("agent.lock");
    }

    public Path socket() {
        return run.resolve("agent.sock");
    }

    /** Where the app's own JVMs call; nobody else has business there. */
    public Path adopterSocket() {
        return run.resolve("adopter.sock");
    }

    /** Where generation {@code number} says that it is ready, if it does so itself. */
    public Path notifySocket(long number) {
        return run.resolve("notify-" + number + ".sock");
    }

    public Path pidFile() {
        return run.resolve("app.pid");
    }

    public Path logFile(long generation) {
        return log.resolve("generation-" + generation + ".log");
    }

    /** What was taken from the front of {@link #logFile} when that had grown too long; the two are one text. */
    public Path olderLogFile(long generation) {
        return older(logFile(generation));
    }

    /** Returns {@link #olderLogFile} of a {@link #logFile}. */
    public static Path older(Path logFile) {
        return logFile.resolveSibling(logFile.getFileName().toString().replace(".log", ".1.log"));
    }

    /** An older part of the log that is not complete yet. */
    public Path freshLogFile(long generation) {
        return log.resolve(".generation-" + generation + ".1.new");
    }

    /** How far the log was copied and cut. */
    public Path logBookmark(long generation) {
        return log.resolve(".generation-" + generation + ".position");
    }

    /** How long the log was at what time. */
    public Path logTimes(long generation) {
        return log.resolve(".generation-" + generation + ".times");
    }
}
