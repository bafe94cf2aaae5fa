package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrnoTest {
    @ParameterizedTest
    @CsvSource({
        "1, EPERM",
        "2, ENOENT",
        "11, EAGAIN",
        "13, EACCES",
        "35, EDEADLK",
        "38, ENOSYS",
        "40, ELOOP",
        "42, ENOMSG",
        "57, EBADSLT",
        "59, EBFONT",
        "95, EOPNOTSUPP",
        "98, EADDRINUSE",
        "110, ETIMEDOUT",
        "132, ERFKILL",
        "0, errno 0",
        "41, errno 41",
        "58, errno 58",
        "999, errno 999",
        "-1, errno -1"
    })
    void numbersHaveTheNamesOfTheHeaderFile(int number, String name) {
        assertThat(Errno.name(number)).isEqualTo(name);
    }
}
