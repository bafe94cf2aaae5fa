package io.github.deployctl.e2e.apps.boot35undertow;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A Spring MVC service with its settings left at their defaults. */
@SpringBootApplication
@RestController
public class App {
    public static void main(String[] args) {
        SpringApplication.run(App.class, args);
    }

    @GetMapping("/fast")
    String fast() {
        return ProcessHandle.current().pid() + "\n";
    }

    @GetMapping("/slow")
    String slow() throws InterruptedException {
        Thread.sleep(1500);
        return ProcessHandle.current().pid() + " done\n";
    }

    @PostMapping("/echo")
    byte[] echo(@RequestBody byte[] body) {
        return body;
    }
}
