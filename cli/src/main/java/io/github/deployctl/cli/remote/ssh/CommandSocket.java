package io.github.deployctl.cli.remote.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.Socket;

/** The input and output of a program as a connected socket. What it says of itself goes where this program's own talk goes. */
final class CommandSocket extends Socket {
    private final Process process;

    private CommandSocket(Process process) {
        this.process = process;
    }

    static CommandSocket start(ProxyCommand command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.command());
        builder.directory(command.folder().toFile());
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        builder.redirectError(Redirect.INHERIT);
        return new CommandSocket(builder.start());
    }

    @Override
    public InputStream getInputStream() {
        return process.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() {
        return process.getOutputStream();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    /** The streams of a process have no timeout; the alarm and the keep-alive end what waits on them. */
    @Override
    public void setSoTimeout(int millis) {}

    /** Ends the program: the streams end with it. */
    @Override
    public synchronized void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        super.close();
    }
}
