package io.github.deployctl.agent.procfs;

import io.github.deployctl.agent.os.MemoryRoom;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * The memory limits on the path from this process's control group up to the top of what it can see (cgroups(7)), of either version.
 *
 * @param root where the hierarchy is mounted
 * @param group this process's folder in it
 * @param version 1 or 2
 */
record MemoryCgroup(Path root, Path group, int version) {
    /** Returns the group that limits this process's memory, or one without limits where there is none. */
    static MemoryCgroup own(Path proc) {
        return of(proc, "self");
    }

    /** Returns the group that limits the memory of {@code process}, a folder's name in {@code /proc}, or one without limits. */
    static MemoryCgroup of(Path proc, String process) {
        Path self = proc.resolve("self");
        String unified = "";
        String memory = "";
        for (String line : ProcFiles.lines(proc.resolve(process).resolve("cgroup"))) {
            // hierarchy:controllers:path
            int first = line.indexOf(':');
            int second = line.indexOf(':', first + 1);
            if (first < 0 || second < 0) {
                continue;
            }
            String controllers = line.substring(first + 1, second);
            if (controllers.isEmpty()) {
                unified = line.substring(second + 1);
            } else if (("," + controllers + ",").contains(",memory,")) {
                memory = line.substring(second + 1);
            }
        }
        // Where version 1 has the memory controller, version 2 cannot have it.
        return memory.isEmpty() ? mounted(self, "cgroup2", unified) : mounted(self, "cgroup", memory);
    }

    /** Returns how many bytes are left under the tightest limit, {@link Long#MAX_VALUE} without one. */
    long available() {
        long least = Long.MAX_VALUE;
        for (Path folder = group; folder != null && folder.startsWith(root); folder = folder.getParent()) {
            least = Math.min(least, left(folder));
        }
        return least;
    }

    /** Returns what is left under each limit, those included from which on the kernel only slows the group down ({@code memory.high}). */
    List<MemoryRoom> rooms() {
        List<MemoryRoom> rooms = new ArrayList<>();
        List<String> limits = version == 2 ? List.of("memory.high", "memory.max") : List.of("memory.limit_in_bytes");
        for (Path folder = group; folder != null && folder.startsWith(root); folder = folder.getParent()) {
            for (String name : limits) {
                Path file = folder.resolve(name);
                long left = left(folder, name);
                if (left != Long.MAX_VALUE) {
                    rooms.add(new MemoryRoom(file.toString(), left, ProcFiles.number(ProcFiles.text(file), 0)));
                }
            }
        }
        return rooms;
    }

    /** Returns the share of the last ten seconds in which a process of this group waited for memory, in percent. */
    double stall() {
        return PressureFile.someOfTenSeconds(group.resolve("memory.pressure"));
    }

    private long left(Path folder) {
        return left(folder, version == 2 ? "memory.max" : "memory.limit_in_bytes");
    }

    private long left(Path folder, String limitName) {
        boolean v2 = version == 2;
        // "max" where there is no limit, which is no number either.
        long limit = ProcFiles.number(ProcFiles.text(folder.resolve(limitName)), -1);
        long used =
                ProcFiles.number(ProcFiles.text(folder.resolve(v2 ? "memory.current" : "memory.usage_in_bytes")), -1);
        if (limit < 0 || used < 0) {
            return Long.MAX_VALUE;
        }
        // Cached file pages count as used, yet the kernel gives those that are not in active use back before it runs
        // out.
        String cache = v2 ? "inactive_file " : "total_inactive_file ";
        return Math.max(0, limit - used + ProcFiles.numberOf(folder.resolve("memory.stat"), cache, 0));
    }

    private static MemoryCgroup mounted(Path self, String type, String group) {
        int version = type.equals("cgroup2") ? 2 : 1;
        for (String line : ProcFiles.lines(self.resolve("mountinfo"))) {
            // id parent major:minor root mountpoint options [optional fields] - type source super-options
            int dash = line.indexOf(" - ");
            if (dash < 0) {
                continue;
            }
            StringTokenizer fields = new StringTokenizer(line.substring(0, dash));
            StringTokenizer kind = new StringTokenizer(line.substring(dash + 3));
            if (fields.countTokens() < 5
                    || kind.countTokens() < 3
                    || !kind.nextToken().equals(type)) {
                continue;
            }
            kind.nextToken();
            boolean memory = version == 2 || ("," + kind.nextToken() + ",").contains(",memory,");
            for (int i = 0; i < 3; i++) {
                fields.nextToken();
            }
            String shown = fields.nextToken();
            Path point = Path.of(fields.nextToken());
            if (memory) {
                return new MemoryCgroup(
                        point, point.resolve(below(shown, group)).normalize(), version);
            }
        }
        return new MemoryCgroup(self, self, version);
    }

    /** Returns the part of {@code group} that lies below {@code shown}, the group at the mount point: in a container that is not the top one. */
    private static String below(String shown, String group) {
        String path = group.startsWith(shown) ? group.substring(shown.length()) : group;
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
