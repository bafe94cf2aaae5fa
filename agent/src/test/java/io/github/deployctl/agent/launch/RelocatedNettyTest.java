package io.github.deployctl.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelocatedNettyTest {
    private @TempDir Path folder;

    @Test
    void prefixesAreNamedOnceEachWithTheirTrailingDot() throws IOException {
        Path jar = jar(
                "org/other/io/netty/channel/uring/IoUring.class",
                "com/acme/shaded/io/netty/channel/epoll/Epoll.class",
                "com/acme/shaded/io/netty/channel/uring/IoUring.class",
                "BOOT-INF/classes/in/boot/io/netty/channel/epoll/Epoll.class",
                "META-INF/versions/11/in/later/io/netty/channel/epoll/Epoll.class");

        assertThat(RelocatedNetty.environment(jar))
                .isEqualTo(Map.of("DEPLOYCTL_NETTY_PREFIXES", "com.acme.shaded.;in.boot.;in.later.;org.other."));
    }

    @Test
    void nettyUnderItsOwnNameAndOtherClassesNeedNoPrefix() throws IOException {
        Path jar = jar(
                "io/netty/channel/epoll/Epoll.class",
                "BOOT-INF/classes/io/netty/channel/epoll/Epoll.class",
                "META-INF/versions/9/io/netty/channel/epoll/Epoll.class",
                "com/acme/io/netty/channel/epoll/EpollMode.class",
                "com/acme/io/netty/channel/nio/NioEventLoop.class");

        assertThat(RelocatedNetty.environment(jar)).isEmpty();
    }

    @Test
    void fileThatIsNoJarHasNone() throws IOException {
        assertThat(RelocatedNetty.environment(Files.writeString(folder.resolve("text"), "x")))
                .isEmpty();
    }

    private Path jar(String... entries) throws IOException {
        Path jar = folder.resolve("app.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
                out.closeEntry();
            }
        }
        return jar;
    }
}
