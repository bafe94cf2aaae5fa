package io.github.deployctl.agent.adoption;

import io.github.deployctl.agent.socket.Acceptor;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Accepts adopters on a Unix socket that only the app's user can open. One thread accepts and one more reads per connection; each blocks and costs nothing
 * while nothing is said.
 */
public final class AdopterServer implements AutoCloseable {
    /** More connections than any set of generations opens; a stranger that reaches the socket cannot take every thread. */
    private static final int MOST_CONNECTIONS = 64;

    /** A literal address, or a star; what is printed of it must not be a sentence of a stranger's. */
    private static final Pattern HOST = Pattern.compile("\\*|[0-9A-Fa-f:.%a-z]{2,60}");

    private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");
    private static final long STACK_BYTES = 128 * 1024;

    private static final Acceptor.Manner MANNER =
            new Acceptor.Manner("adopter", "rw-------", MOST_CONNECTIONS, STACK_BYTES);

    private final Adopters adopters;
    private final AdoptionListener listener;
    private final Acceptor acceptor;

    private AdopterServer(Path socket, Adopters adopters, AdoptionListener listener) throws IOException {
        this.adopters = adopters;
        this.listener = listener;
        this.acceptor = Acceptor.start(socket, MANNER, this::serve, listener::ignored);
    }

    /** Opens {@code socket}, in the place of one that a former agent left, and serves until {@link #close}. */
    public static AdopterServer start(Path socket, Adopters adopters, AdoptionListener listener) throws IOException {
        return new AdopterServer(socket, adopters, listener);
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
    }

    private void serve(SocketChannel channel) {
        long number = 0;
        try (AdopterLink link = new AdopterLink(channel)) {
            String hello = link.readLine();
            Optional<Long> known = numberSaidBy(hello);
            if (hello == null || known.isEmpty()) {
                listener.ignored("a stranger on the adopters' socket");
                return;
            }
            number = known.get();
            link.speaker(pidIn(hello));
            adopters.joined(number, link);
            readAll(number, link);
        } catch (IOException e) {
            // The connection is over either way; the process's exit, if it is one, is noticed by its own watch.
            listener.ignored("the connection of an adopter of generation " + number + " broke: " + e.getMessage());
        }
    }

    private void readAll(long number, AdopterLink link) throws IOException {
        try {
            for (String line = link.readLine(); line != null; line = link.readLine()) {
                take(number, line, link);
            }
        } finally {
            adopters.lost(number, link);
        }
    }

    /** Reads {@code hello 1 <token> <pid> <java.version>}. */
    private Optional<Long> numberSaidBy(@Nullable String hello) {
        String[] words = hello == null ? new String[0] : hello.split(" ");
        return words.length == 5 && words[0].equals("hello") && words[1].equals("1") && words[3].matches("\\d{1,18}")
                ? adopters.numberOf(words[2])
                : Optional.empty();
    }

    private static long pidIn(String hello) {
        return Long.parseLong(hello.split(" ", -1)[3]);
    }

    private void take(long number, String line, AdopterLink link) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "bound" -> {
                if (words.length < 2) {
                    listener.ignored("generation " + number + " bound something without a name");
                } else if (adopters.bound(number, words[1], link)) {
                    listener.bound(number, words[1], link.pid());
                } else {
                    listener.ignored("generation " + number + " said again that it holds " + words[1]);
                }
            }
            case "done", "error" -> answered(words, link);
            case "undeclared" -> undeclared(number, words);
            case "path" -> {
                if (words.length != 3 || !adopters.recorded(number, words[2])) {
                    listener.ignored("generation " + number + " told of something that is no path");
                }
            }
            case "failed" ->
                listener.adoptionFailed(
                        number, line.substring("failed".length()).trim());
            case "serving" -> {
                // What it serves follows from the command that is sent again after a restart of the agent.
            }
            default -> listener.ignored("generation " + number + " said something unknown");
        }
    }

    private void undeclared(long number, String[] words) {
        if (words.length == 3
                && HOST.matcher(words[1]).matches()
                && PORT.matcher(words[2]).matches()) {
            listener.undeclared(number, words[1], Integer.parseInt(words[2]));
        } else {
            listener.ignored("generation " + number + " said something unknown");
        }
    }

    private static void answered(String[] words, AdopterLink link) {
        if (words.length >= 2 && words[1].matches("\\d{1,18}")) {
            String error = words[0].equals("done") ? null : words.length > 2 ? words[2] : "without a reason";
            link.answered(Long.parseLong(words[1]), error);
        }
    }
}
