package io.github.deployctl.e2e.shop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The paths that the load client asks, answered as the demo server answers them. */
@RestController
class ShopController {
    private static final int SLOW_CHUNKS = 10;
    private static final long LONGEST_MILLIS = 60_000;

    private final String version = version();

    @GetMapping(path = "/", produces = MediaType.TEXT_PLAIN_VALUE)
    String home() {
        return "demo " + version;
    }

    @PostMapping(path = "/echo", produces = MediaType.TEXT_PLAIN_VALUE)
    String echo(@RequestBody byte[] body) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
        return body.length + " " + HexFormat.of().formatHex(digest);
    }

    @GetMapping(path = "/slow", produces = MediaType.TEXT_PLAIN_VALUE)
    StreamingResponseBody slow(@RequestParam(name = "millis", defaultValue = "1000") long millis) {
        long pause = Math.min(Math.max(millis, 0), LONGEST_MILLIS) / SLOW_CHUNKS;
        return out -> {
            for (int i = 0; i < SLOW_CHUNKS; i++) {
                out.write(("demo " + version + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
                pause(pause);
            }
        };
    }

    @GetMapping(path = "/pid", produces = MediaType.TEXT_PLAIN_VALUE)
    String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    static String version() {
        String version = Shop.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
