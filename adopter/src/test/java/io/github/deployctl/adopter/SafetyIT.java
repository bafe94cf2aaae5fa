package io.github.deployctl.adopter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.adopter.lab.Generation;
import io.github.deployctl.adopter.lab.Host;
import io.github.deployctl.adopter.lab.JavaHome;
import io.github.deployctl.adopter.lab.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The built agent in somebody else's JVM: what the app brings along, and what it forbids. */
@Timeout(90)
class SafetyIT {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String JAR = System.getProperty("adopter.jar");
    private static final String APPS = System.getProperty("adopter.apps");

    @TempDir
    private Path folder;

    private Host host;

    @BeforeEach
    void open() throws IOException {
        host = new Host(folder);
    }

    @AfterEach
    void endEverything() throws IOException {
        host.close();
    }

    @Test
    void jarHoldsNothingByACommonName() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(entry -> entry.getName()))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("io/github/deployctl/adopter/")
                            || name.startsWith("META-INF/deployctl/")
                            || name.equals("META-INF/MANIFEST.MF"))
                    .noneMatch(name -> name.endsWith("module-info.class"));
        }
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void appsOwnAsmIsNotTakenForOurs(JavaHome java) throws Exception {
        Path asm = Files.createDirectories(folder.resolve("lib/org/objectweb/asm"));
        for (String name :
                List.of("ClassReader", "ClassWriter", "ClassVisitor", "MethodVisitor", "Label", "Type", "Opcodes")) {
            Files.writeString(asm.resolve(name + ".class"), "no class file of a version that we know");
        }
        // Where it wins over every class path; the adopter's jar comes last on that.
        String option = "-Xbootclasspath/a:" + folder.resolve("lib");

        host.start(java, launch(List.of(option)), host.environment(TOKEN));

        assertServed();
    }

    @Test
    void appUnderASecurityManagerIsAdoptedIfItsPolicyTrustsTheAdopter() throws Exception {
        Path policy = policy("""
                grant codeBase "file:%s" { permission java.security.AllPermission; };
                grant codeBase "file:%s/-" { permission java.net.SocketPermission "*", "listen,accept,resolve"; };
                """.formatted(JAR, APPS));
        host.start(JavaHome.JDK_17, launch(secured(policy)), host.environment(TOKEN));

        assertServed();
    }

    @Test
    void securityManagerThatForbidsTheAdopterEndsTheJvmWithTheReason() throws Exception {
        Path policy = policy("""
                grant codeBase "file:%s/-" { permission java.security.AllPermission; };
                """.formatted(APPS));
        Generation generation = host.start(JavaHome.JDK_17, launch(secured(policy)), host.environment(TOKEN));

        assertThat(generation.awaitExit()).isNotZero();
        assertThat(generation.output())
                .contains("deployctl-adopter: the app's security manager stops the adopter: access denied"
                        + " (\"java.lang.RuntimePermission\" \"getenv.*\"): its policy must grant"
                        + " java.security.AllPermission to deployctl-adopter.jar\n");
    }

    @Test
    void serverSocketOfTheOldKindIsSaidToFindItsPortInUse() throws Exception {
        Host.Launch launch = launch(List.of("-Djdk.net.usePlainSocketImpl"));
        Generation generation = host.start(JavaHome.JDK_17, launch, host.environment(TOKEN));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> generation.output().contains("binding again: java.net.BindException"));

        assertThat(generation.output())
                .startsWith("deployctl-adopter: jdk.net.usePlainSocketImpl is set: a listener that a ServerSocket binds"
                        + " is found in use and not adopted\n");
    }

    private void assertServed() throws IOException {
        host.agent().awaitLine(TOKEN, "bound http");
        assertThat(host.agent().order(TOKEN, "live")).isEqualTo("done");
        assertThat(User.ask(host.users().port(), "/")).isEqualTo("socket");
        assertThat(host.agent().order(TOKEN, "drain")).isEqualTo("done");
        assertThat(host.agent().order(TOKEN, "live")).isEqualTo("done");
        assertThat(User.ask(host.users().port(), "/")).isEqualTo("socket");
    }

    private Host.Launch launch(List<String> options) {
        return new Host.Launch("socket", "socket", host.users().port(), options);
    }

    private Path policy(String text) throws IOException {
        return Files.writeString(folder.resolve("app.policy"), text);
    }

    private static List<String> secured(Path policy) {
        return List.of("-Djava.security.manager", "-Djava.security.policy==" + policy, "-XX:-CreateCoredumpOnCrash");
    }
}
