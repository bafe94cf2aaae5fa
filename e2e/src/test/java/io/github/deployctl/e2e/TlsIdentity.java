package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key and a certificate for 127.0.0.1 that are made for one test, and a client that trusts nothing else. */
record TlsIdentity(Path keyStore) {
    private static final String PASSWORD = "for-one-test";

    static TlsIdentity make(Path folder) throws Exception {
        Path keyStore = folder.resolve("tls.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Outcome made = new Command(
                        folder,
                        List.of(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "app",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=127.0.0.1",
                                "-ext",
                                "SAN=IP:127.0.0.1",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                keyStore.toString(),
                                "-storepass",
                                PASSWORD))
                .run();
        assertThat(made.exit()).as(made.all()).isZero();
        return new TlsIdentity(keyStore);
    }

    /** The arguments that make a Spring Boot service use it. */
    String arguments() {
        return "--server.ssl.key-store=" + keyStore + ", --server.ssl.key-store-password=" + PASSWORD;
    }

    HttpClient client() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("app", trusted.getCertificate("app"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
