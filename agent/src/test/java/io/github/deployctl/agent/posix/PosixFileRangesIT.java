package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.FileRanges;
import io.github.deployctl.agent.os.FileRangesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class PosixFileRangesIT {
    private static final FileRanges RANGES = Posix.load().fileRanges();

    /** ext4 or XFS as a rule. */
    @Nested
    class OnDisk extends FileRangesContract {
        private @TempDir Path folder;

        @Override
        protected FileRanges ranges() {
            return RANGES;
        }

        @Override
        protected Path folder() {
            return folder;
        }

        @Override
        protected boolean canCollapse() {
            return Own.canCollapse(folder);
        }
    }

    @Nested
    class InMemory extends FileRangesContract {
        private Path folder;

        @BeforeEach
        void makeFolder() throws IOException {
            folder = Mounts.tmpfs();
        }

        @AfterEach
        void removeFolder() throws IOException {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }

        @Override
        protected FileRanges ranges() {
            return RANGES;
        }

        @Override
        protected Path folder() {
            return folder;
        }

        @Override
        protected boolean canCollapse() {
            return false;
        }
    }

    @Nested
    class OnAnOverlay extends FileRangesContract {
        private @TempDir Path below;
        private Path folder;

        @BeforeEach
        void mount() throws IOException {
            folder = Mounts.overlay(below);
        }

        @AfterEach
        void unmount() throws IOException {
            if (folder != null) {
                Mounts.unmount(folder);
            }
        }

        @Override
        protected FileRanges ranges() {
            return RANGES;
        }

        @Override
        protected Path folder() {
            return folder;
        }

        @Override
        protected boolean canCollapse() {
            return Own.canCollapse(below);
        }
    }

    private static final class Own {
        private Own() {}

        /** The file systems of which fallocate(2) says so; on any other the contract's other branch is what is tested. */
        static boolean canCollapse(Path folder) {
            try {
                String type = Files.getFileStore(folder).type();
                return type.equals("ext4") || type.equals("xfs") || type.equals("f2fs");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
