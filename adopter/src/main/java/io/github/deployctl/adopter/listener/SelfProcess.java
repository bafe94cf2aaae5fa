package io.github.deployctl.adopter.listener;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What proc(5) says about the fds of this process. A file that cannot be read belongs to an fd that is closed. */
public final class SelfProcess {
    private static final String FDS = "/proc/self/fd";
    private static final String SELF = "/proc/self";
    private static final String SOCKET = "socket:[";
    private static final String EPOLL = "anon_inode:[eventpoll]";

    /** The pid of this process. {@code ProcessHandle} knows it too, but starting that up takes premain 10 ms and more. */
    public static long pid() {
        try {
            return Long.parseLong(Files.readSymbolicLink(Path.of(SELF)).toString());
        } catch (IOException | NumberFormatException e) {
            return ProcessHandle.current().pid();
        }
    }

    /** Whether the fd is a socket. */
    public static boolean isSocket(int fd) {
        return socketInode(fd) != Kernel.NO_SOCKET;
    }

    static long socketInode(int fd) {
        String target = target(Integer.toString(fd));
        if (!target.startsWith(SOCKET)) {
            return Kernel.NO_SOCKET;
        }
        return Long.parseLong(target.substring(SOCKET.length(), target.length() - 1));
    }

    static List<Integer> epollFds() {
        List<Integer> epollFds = new ArrayList<>();
        String[] fds = new File(FDS).list();
        for (String fd : fds == null ? new String[0] : fds) {
            if (target(fd).equals(EPOLL)) {
                epollFds.add(Integer.valueOf(fd));
            }
        }
        return epollFds;
    }

    static List<EpollRegistration> registrations(int epollFd) {
        // Not java.nio.file: its reads pass through the methods that are patched.
        try (FileInputStream in = new FileInputStream("/proc/self/fdinfo/" + epollFd)) {
            return EpollRegistration.parse(epollFd, new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String target(String fd) {
        try {
            return Files.readSymbolicLink(Path.of(FDS, fd)).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private SelfProcess() {}
}
