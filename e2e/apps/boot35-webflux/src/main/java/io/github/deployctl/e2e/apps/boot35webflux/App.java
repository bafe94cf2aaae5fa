package io.github.deployctl.e2e.apps.boot35webflux;

import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A Spring WebFlux service with its settings left at their defaults. */
@SpringBootApplication
@RestController
public class App {
    public static void main(String[] args) {
        SpringApplication.run(App.class, args);
    }

    @GetMapping("/fast")
    Mono<String> fast() {
        return Mono.just(ProcessHandle.current().pid() + "\n");
    }

    @GetMapping("/slow")
    Mono<String> slow() {
        return Mono.delay(Duration.ofMillis(1500))
                .map(tick -> ProcessHandle.current().pid() + " done\n");
    }

    @PostMapping("/echo")
    Mono<byte[]> echo(@RequestBody Mono<byte[]> body) {
        return body;
    }
}
