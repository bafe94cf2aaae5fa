package io.github.deployctl.agent.os;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class FakeFileRangesTest {
    @Nested
    class Collapsing extends FileRangesContract {
        private @TempDir Path folder;
        private final FileRanges ranges = new FakeFileRanges(true);

        @Override
        protected FileRanges ranges() {
            return ranges;
        }

        @Override
        protected Path folder() {
            return folder;
        }

        @Override
        protected boolean canCollapse() {
            return true;
        }
    }

    @Nested
    class Holes extends FileRangesContract {
        private @TempDir Path folder;
        private final FileRanges ranges = new FakeFileRanges(false);

        @Override
        protected FileRanges ranges() {
            return ranges;
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
}
