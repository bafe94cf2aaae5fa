package io.github.deployctl.adopter.listener;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of an epoll instance's fdinfo, see proc(5): which file it watches under which fd, and for which events. The kernel
 * identifies a registration by both, so one outlives the exchange of the file under the fd.
 *
 * @param inode of the watched file
 */
record EpollRegistration(int epollFd, int fd, int events, long inode) {
    private static final int EPOLLIN = 1;
    private static final int EPOLLONESHOT = 1 << 30;

    /** All registrations in the text of {@code /proc/self/fdinfo/<epollFd>}. Lines of another form are passed over. */
    static List<EpollRegistration> parse(int epollFd, String fdinfo) {
        List<EpollRegistration> registrations = new ArrayList<>();
        for (String line : fdinfo.split("\n", -1)) {
            EpollRegistration registration = parseLine(epollFd, line);
            if (registration != null) {
                registrations.add(registration);
            }
        }
        return registrations;
    }

    /**
     * The events to register with the new file. A one-shot registration is always armed: it may have been armed again after it was
     * read, and a wake-up too many is harmless where one too few is a sleep without end.
     */
    int eventsToRestore() {
        return (events & EPOLLONESHOT) == 0 ? events : EPOLLONESHOT | EPOLLIN;
    }

    private static @Nullable EpollRegistration parseLine(int epollFd, String line) {
        if (!line.startsWith("tfd:")) {
            return null;
        }
        String fd = field(line, "tfd:");
        String events = field(line, "events:");
        String inode = field(line, "ino:");
        try {
            return new EpollRegistration(
                    epollFd, Integer.parseInt(fd), Integer.parseUnsignedInt(events, 16), Long.parseLong(inode, 16));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String field(String line, String label) {
        int at = line.indexOf(label);
        if (at < 0) {
            return "";
        }
        int start = at + label.length();
        while (start < line.length() && line.charAt(start) == ' ') {
            start++;
        }
        int end = start;
        while (end < line.length() && line.charAt(end) != ' ') {
            end++;
        }
        return line.substring(start, end);
    }
}
