package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.launch.Errand;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Makes lines of what a hook prints, and keeps the last. Any thread may call it. */
final class HookOutput implements Errand.Outlet {
    private static final int LAST_LINES = 50;
    /** What is longer is told in pieces, in bytes. */
    private static final int LONGEST_LINE = 8 << 10;
    /** Whoever does not read as fast as a hook prints must not cost the agent its memory, in bytes. */
    private static final int MOST = 256 << 10;

    private final Consumer<String> told;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Deque<String> last = new ArrayDeque<>();
    private int seen;

    HookOutput(Consumer<String> told) {
        this.told = told;
    }

    @Override
    public synchronized void print(boolean error, byte[] bytes, int length) {
        ByteArrayOutputStream line = error ? err : out;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n' || line.size() >= LONGEST_LINE) {
                tell(line);
            }
            if (bytes[i] != '\n') {
                line.write(bytes[i]);
            }
        }
    }

    /** Tells what no line end stands after, and returns the last lines of all. */
    synchronized List<String> end() {
        for (ByteArrayOutputStream line : List.of(out, err)) {
            if (line.size() > 0) {
                tell(line);
            }
        }
        return List.copyOf(last);
    }

    private void tell(ByteArrayOutputStream bytes) {
        String line = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        last.add(line);
        if (last.size() > LAST_LINES) {
            last.remove();
        }
        if (seen <= MOST) {
            seen += line.length() + 1;
            told.accept(seen <= MOST ? line : "(more was printed than is told here)");
        }
    }
}
