package io.github.deployctl.agent.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The threads of a dump in the order in which a person wants them: the one that runs main, the app's, and last those that the JVM has for itself. */
final class DumpedThreads {
    private static final String MAIN = "\"main\" ";
    private static final String FRAME = "\tat ";
    private static final Pattern OWN = Pattern.compile("\"(Reference Handler|Finalizer|Signal Dispatcher|Service Thread"
            + "|Monitor Deflation Thread|Common-Cleaner|Notification Thread|Attach Listener|DestroyJavaVM"
            + "|(C1|C2|JVMCI)[ -]CompilerThread\\d*|deployctl-.*)\" .*");

    private DumpedThreads() {}

    /**
     * Returns the same lines in another order.
     *
     * @param dump the title, then blocks of lines with an empty one between them
     */
    static List<String> inOrder(List<String> dump) {
        List<String> main = new ArrayList<>();
        List<String> app = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (List<String> block : blocks(dump.subList(Math.min(1, dump.size()), dump.size()))) {
            boolean runs = block.stream().anyMatch(line -> line.startsWith(FRAME))
                    && !OWN.matcher(block.get(0)).matches();
            List<String> place = !runs ? rest : block.get(0).startsWith(MAIN) ? main : app;
            place.addAll(block);
            place.add("");
        }
        List<String> ordered = new ArrayList<>(dump.subList(0, Math.min(1, dump.size())));
        ordered.addAll(main);
        ordered.addAll(app);
        ordered.addAll(rest);
        return ordered;
    }

    private static List<List<String>> blocks(List<String> lines) {
        List<List<String>> blocks = new ArrayList<>();
        List<String> block = new ArrayList<>();
        for (String line : lines) {
            if (!line.isBlank()) {
                block.add(line);
            } else if (!block.isEmpty()) {
                blocks.add(block);
                block = new ArrayList<>();
            }
        }
        if (!block.isEmpty()) {
            blocks.add(block);
        }
        return blocks;
    }
}
