package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.demo.ExecutableJar;
import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadPlan;
import io.github.deployctl.cli.demo.load.LoadResult;
import io.github.deployctl.cli.demo.load.Loss;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.app.InheritServer;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Releases that are no jar, or take the place of another in another way than by adoption. */
class HandOverE2eIT extends E2eHost {
    /** Serves on the descriptor that sd_listen_fds(3) names, says so itself, and leaves on SIGTERM when it has answered. */
    private static final String PERL_SERVER = """
            use strict; use warnings; use Socket; use Digest::SHA qw(sha256_hex);
            my $leaving = 0;
            $SIG{TERM} = sub { $leaving = 1 };
            $SIG{PIPE} = 'IGNORE';
            die "LISTEN_PID is $ENV{LISTEN_PID}, this is $$" if $ENV{LISTEN_PID} != $$;
            open(my $listener, '+<&=', 3) or die "descriptor 3: $!";
            socket(my $notify, AF_UNIX, SOCK_DGRAM, 0) or die "socket: $!";
            defined send($notify, "READY=1", 0, pack_sockaddr_un($ENV{NOTIFY_SOCKET})) or die "send: $!";
            while (!$leaving) {
                my $ready = ''; vec($ready, 3, 1) = 1;
                next if select($ready, undef, undef, 0.1) <= 0;
                accept(my $client, $listener) or next;
                my $request = '';
                while ($request !~ /\\r\\n\\r\\n/) { sysread($client, $request, 65536, length $request) or last }
                my ($length) = $request =~ /content-length: *(\\d+)/i;
                my ($head, $body) = split /\\r\\n\\r\\n/, $request, 2;
                while ($length && length $body < $length) { sysread($client, $body, 65536, length $body) or last }
                my $answer = $request =~ /^POST/ ? length($body) . ' ' . sha256_hex($body) : 'demo VERSION';
                my $all = "HTTP/1.1 200 OK\\r\\nContent-Length: " . length($answer) . "\\r\\nConnection: close\\r\\n\\r\\n$answer";
                while (length $all) { my $sent = syswrite($client, $all); last if !$sent; substr($all, 0, $sent) = '' }
                close $client;
            }
            """;

    /** Whoever waits for a JVM to start may wait a while. */
    private Load patientLoad() {
        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), site.port());
        return Load.start(new LoadPlan(target, 8, 8, 50, Duration.ofSeconds(60), Duration.ofMinutes(2)));
    }

    private void pushed(Path artifact) {
        Outcome push = site.pushQuickly(artifact);
        assertThat(push.exit()).as(push.all()).isZero();
    }

    private Path inheriting(String version) throws IOException {
        Path jar = site.folder().resolve("inherit-" + version + ".jar");
        new ExecutableJar(InheritServer.class.getName(), version)
                .withClass(InheritServer.class, "InheritServer")
                .write(jar);
        return jar;
    }

    @Test
    void oneThatInheritsItsSocketIsReplacedWithoutALostRequest() throws Exception {
        site.declare("""
                handover: inherit
                stop: {timeout: 20s}
                ready: {http: {path: /ready, address: "127.0.0.1:0"}, timeout: 60s}""");
        pushed(inheriting("1.0.0"));
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        Load load = load();
        pushed(inheriting("2.0.0"));
        pushed(inheriting("3.0.0"));
        Outcome back = site.deployctl("rollback");

        assertThat(back.exit()).as(back.all()).isZero();
        assertThat(back.all()).contains("handover: inherit keeps no standby");
        LoadResult result = load.stop();
        assertThat(result.lossDetails(10)).isEmpty();
        assertThat(result.answers()).containsExactlyInAnyOrder("demo 1.0.0", "demo 2.0.0", "demo 3.0.0");
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(appProcesses("3.0.0")).isEmpty());
        assertThat(Files.readString(site.agent().logFolder().resolve("generation-1.log")))
                .as("its log survives its drain; this test's own client keeps a connection open")
                .containsPattern("inherit: (all answered|idle connections were left)");
    }

    /** There is no standby: the one before is started again, and users wait for that in the backlog. */
    @Test
    void oneThatInheritsItsSocketAndCrashesSoonAfterItWentLiveIsTakenBack() throws Exception {
        site.declare("""
                handover: inherit
                stop: {timeout: 20s}
                ready: {http: {path: /ready, address: "127.0.0.1:0"}, timeout: 20s}""");
        pushed(inheriting("1.0.0"));
        Load load = patientLoad();
        CompletableFuture<Outcome> push = CompletableFuture.supplyAsync(() -> {
            try {
                return site.quickly(
                        "push",
                        "--watch-probation",
                        "--artifact",
                        inheriting("2.0.0").toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        await().atMost(Duration.ofSeconds(30))
                .until(() -> site.quickly("status").out().contains("probation"));
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        long crashed = System.nanoTime();
        tell("end-2.0.0");

        Outcome watched = push.get(40, TimeUnit.SECONDS);
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        Duration took = Duration.ofNanos(System.nanoTime() - crashed);
        assertThat(took).as("the deadline of the start").isLessThan(Duration.ofSeconds(20));
        assertThat(watched.exit()).as(watched.all()).isEqualTo(9);
        assertThat(watched.err()).contains("was taken back", "exited with status 7", "1.0.0-");
        LoadResult result = load.stop();
        assertThat(result.lost(Loss.REFUSED)).isZero();
        assertThat(result.lost(Loss.TIMED_OUT)).isZero();
        // What the dead process had accepted dies with it: at most what each client had under way.
        assertThat(result.lost()).as("%s", result.lossDetails(10)).isLessThanOrEqualTo(16);
        assertThat(result.answers()).containsExactlyInAnyOrder("demo 1.0.0", "demo 2.0.0");
        System.out.println("inherit: back " + took.toMillis() + " ms after the crash, " + result.losses());
    }

    @Test
    void programThatIsNoJavaServesOnListenFdsAndSaysItselfThatItIsReady() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "SKIPPED: there is no /usr/bin/perl");
        site.declare("""
                handover: inherit
                command: [perl, "{artifact}"]
                java: {}
                ready: {notify: true, timeout: 30s}""");
        pushed(Files.writeString(site.folder().resolve("1.pl"), PERL_SERVER.replace("VERSION", "one")));
        assertThat(site.page("/")).isEqualTo("demo one");
        Load load = load();
        pushed(Files.writeString(site.folder().resolve("2.pl"), PERL_SERVER.replace("VERSION", "two")));
        assertThat(site.page("/")).isEqualTo("demo two");
        // Within a second each client of the load asks again; perl was there faster than that.
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);

        LoadResult result = load.stop();
        assertThat(result.lossDetails(10)).isEmpty();
        assertThat(result.answers()).containsExactlyInAnyOrder("demo one", "demo two");
    }

    @Test
    void oneThatRunsAloneKeepsUsersWaitingAndRefusesNobody() throws Exception {
        site.declare("handover: restart");
        pushed(jars.good("1.0.0"));
        Load load = patientLoad();
        Outcome second = site.deployctl("push", "--artifact", jars.good("2.0.0").toString());
        assertThat(second.exit()).as(second.all()).isZero();
        assertThat(second.all()).contains("is ended before the new one is started");
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        assertThat(appProcesses("1.0.0")).as("never two").isEmpty();

        Outcome broken = site.pushQuickly(jars.pack("3.0.0", Conduct.EXITS_WITH_ERROR));
        assertThat(broken.exit()).as(broken.all()).isOne();
        assertThat(broken.err()).contains("exited with status 3", "2.0.0-", "serves again");
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");

        LoadResult result = load.stop();
        assertThat(result.lossDetails(10)).isEmpty();
        assertThat(result.answers()).containsExactlyInAnyOrder("demo 1.0.0", "demo 2.0.0");
    }

    @Test
    void scriptThatRunsJavaTwiceIsAdoptedWhereItServes() throws Exception {
        site.declare("""
                command: [sh, -c, "java -version; java %s -jar {artifact} --port=%d", start]
                java: {}""".formatted(Site.OPTIONS, site.port()));
        pushed(jars.good("1.0.0"));
        Load load = load();
        pushed(jars.good("2.0.0"));

        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        assertThat(load.stop().lossDetails(10)).isEmpty();
        assertThat(Files.readString(site.agent().logFolder().resolve("generation-2.log")))
                .as("the path of the installation has a space in it")
                .contains("NOTE: Picked up JDK_JAVA_OPTIONS", "-javaagent:");
    }
}
