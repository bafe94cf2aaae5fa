package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.Listeners;
import io.github.deployctl.agent.os.ListenersContract;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, held against a kernel. */
abstract class PosixListenersContract extends ListenersContract {
    @TempDir
    Path folder;

    private Kernel kernel;

    abstract Kernel start(Path folder);

    @BeforeEach
    final void startKernel() {
        kernel = start(folder);
    }

    @AfterEach
    final void stopKernel() {
        kernel.close();
    }

    final Kernel kernel() {
        return kernel;
    }

    @Override
    protected final Listeners listeners() {
        return kernel.listeners();
    }

    @Override
    protected final ProcessId holder(Fd listener) throws OsException {
        return kernel.launch(kernel.command(List.of("sleep", "60"), Map.of(), listener));
    }

    @Override
    protected final int passedIn(Fd listener) throws OsException {
        NativeFunction dup = kernel.libc.function("dup");
        return PosixFd.of(listener).use(number -> dup.check("dup", number));
    }

    @Override
    protected final ProcessId ended() throws OsException {
        ProcessId process = kernel.launch(kernel.command(List.of("true"), Map.of()));
        kernel.await(process);
        return process;
    }

    @Override
    protected final boolean isServed(int port) {
        return isServed("127.0.0.1", port);
    }

    static boolean isServed(String address, int port) {
        try (Socket socket = new Socket(InetAddress.getByName(address), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
