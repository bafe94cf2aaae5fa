package io.github.deployctl.cli.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.cli.fixture.TypingPerson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyRingTest {
    @TempDir
    Path folder;

    /** Somebody who is at the terminal and has not answered yet. */
    private static final class Thinking implements Person {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answers = new CountDownLatch(1);

        @Override
        public boolean isThere() {
            return true;
        }

        @Override
        public String ask(String question) {
            return "";
        }

        @Override
        public char[] askSecret(String question) {
            asked.countDown();
            try {
                answers.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new char[0];
        }

        @Override
        public void tell(String line) {}
    }

    @Test
    void programsThatAreStartedOnTheWayGetNoKey() {
        assertThat(KeyRing.withoutKeys(
                        Map.of("DEPLOYCTL_SSH_KEY", "key", "DEPLOYCTL_SSH_KEY_PASSPHRASE", "word", "PATH", "/bin")))
                .isEqualTo(Map.of("PATH", "/bin"));
    }

    @Test
    void aPromptKeepsNobodyFromOtherKeys() throws Exception {
        Thinking person = new Thinking();
        KeyRing ring = new KeyRing(person, Map.of());
        Thread asking = new Thread(() -> {
            boolean unused = ring.unlock(KeySource.file(folder.resolve("locked")));
        });
        asking.start();
        CompletableFuture<String> other = new CompletableFuture<>();
        Thread another = new Thread(() -> {
            try {
                other.complete(ring.key(KeySource.file(folder.resolve("other"))).toString());
            } catch (IOException e) {
                other.complete(String.valueOf(e.getMessage()));
            }
        });
        try {
            assertThat(person.asked.await(20, TimeUnit.SECONDS)).isTrue();
            another.start();

            assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("does not exist");
        } finally {
            person.answers.countDown();
            asking.join();
            another.join();
        }
    }

    @Test
    void aKeyThatWasGivenUpIsNotAskedForAgain() {
        TypingPerson person = new TypingPerson();
        KeyRing ring = new KeyRing(person, Map.of());
        KeySource locked = KeySource.file(folder.resolve("locked"));

        assertThat(ring.unlock(locked)).isFalse();
        assertThat(ring.unlock(locked)).isFalse();

        assertThat(person.asked()).hasSize(1);
        assertThatThrownBy(() -> ring.key(locked)).hasMessage("does not exist");
    }
}
