package io.github.deployctl.agent.log;

import io.github.deployctl.agent.release.StorePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which generations have left a log. Asks the disk each time, so it may be used by any thread. */
final class LogFolder {
    private static final Pattern LOG = Pattern.compile("generation-(\\d{1,18})\\.log");
    private static final Pattern BOOKMARK = Pattern.compile("\\.generation-(\\d{1,18})\\.position");

    private final StorePaths paths;

    LogFolder(StorePaths paths) {
        this.paths = paths;
    }

    /** Returns the numbers of those whose log is a plain file. */
    NavigableSet<Long> numbers() {
        return matching(LOG);
    }

    /** Returns the numbers of those that were followed. */
    NavigableSet<Long> bookmarked() {
        return matching(BOOKMARK);
    }

    boolean isEnded(long number) {
        return Bookmark.read(paths.logBookmark(number)).filter(Bookmark::ended).isPresent();
    }

    /** Returns everything that is kept of a generation's output. */
    List<Path> files(long number) {
        return List.of(
                paths.logFile(number),
                paths.olderLogFile(number),
                paths.freshLogFile(number),
                paths.logTimes(number),
                paths.logBookmark(number));
    }

    private NavigableSet<Long> matching(Pattern name) {
        NavigableSet<Long> numbers = new TreeSet<>();
        try (var files = Files.newDirectoryStream(paths.log())) {
            for (Path file : files) {
                Matcher matcher = name.matcher(file.getFileName().toString());
                if (matcher.matches() && LogFile.exists(file)) {
                    numbers.add(Long.parseLong(matcher.group(1)));
                }
            }
        } catch (IOException e) {
            return numbers;
        }
        return numbers;
    }
}
