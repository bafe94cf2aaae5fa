package io.github.deployctl.common.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscretionTest {
    @ParameterizedTest
    @CsvSource({
        "DB_PASSWORD,hunter2",
        "DB_PASSWORD,correcthorsebatterystaple",
        "STRIPE_KEY,sk_live_4eC39HqLyjWDarjtT1zdp7dc",
        "DATABASE_URL,postgres://u:p@db.example.com/x",
        "ACCESS_TOKEN,123456",
        "WEBHOOK,https://hooks.example.com/services/T0/B0/x",
        "JAVA_OPTS,-Djavax.net.ssl.trustStorePassword=x",
    })
    void secretIsTakenOut(String name, String value) {
        assertThat(Discretion.isSecret(name, value)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "FEATURE_ON,true",
        "SERVER_PORT,8080",
        "BASE_URL,http://localhost:8080/",
        "STAGE,production",
        "LOG_LEVEL,WARNING",
        "REGION,eu-1",
        "SPRING_PROFILES_ACTIVE,'production,metrics'",
        "PATH,/usr/local/bin:/usr/bin",
        "JAVA_HOME,/usr/lib/jvm/temurin-21",
        "TZ,Europe/Berlin",
        "LANG,en_US.UTF-8",
        "DEPLOYCTL_RUN,somethinglong-1",
        "TIMEOUT_MILLIS,300000000",
        "API_KEY,''",
        "TOKEN_CHECK,true",
        "KEY_SIZE,4096",
    })
    void settingStaysReadable(String name, String value) {
        assertThat(Discretion.isSecret(name, value)).isFalse();
    }
}
