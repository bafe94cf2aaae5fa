package io.github.deployctl.cli.remote.ssh;

import static io.github.deployctl.cli.remote.ssh.HostKeyRules.Strictness.ACCEPT_NEW;
import static io.github.deployctl.cli.remote.ssh.HostKeyRules.Strictness.NO;

import io.github.deployctl.cli.remote.ssh.HostKeyRules.Strictness;
import java.util.List;

/**
 * What is asked of OpenSSH and of this client: a known_hosts file, a host, and what the host shows. {@code {name}} in a file stands for a key of the lab,
 * {@code {#name}} for a hashed host name.
 */
final class KnownHostsTable {
    /** One question. */
    record Row(String what, Place place, String server, String user, String global, Strictness strictness) {
        @Override
        public String toString() {
            return what;
        }

        Row globally(String lines) {
            return new Row(what, place, server, user, lines, strictness);
        }

        Row with(Strictness other) {
            return new Row(what, place, server, user, global, other);
        }

        Row alias(String alias) {
            return new Row(what, new Place(place.host(), place.port(), alias), server, user, global, strictness);
        }
    }

    /** What the host is called; the alias is empty where there is none. */
    record Place(String host, int port, String alias) {}

    private static final Place WEB = new Place("web1.example.com", 22, "");
    private static final Place WEB_2222 = new Place("web1.example.com", 2222, "");

    private KnownHostsTable() {}

    private static Row on22(String what, String server, String user) {
        return new Row(what, WEB, server, user, "", Strictness.YES);
    }

    private static Row on2222(String what, String server, String user) {
        return new Row(what, WEB_2222, server, user, "", Strictness.YES);
    }

    private static Row at(String host, String what, String user) {
        return new Row(what, new Place(host, 22, ""), "ed", user, "", Strictness.YES);
    }

    static List<Row> rows() {
        String longName = "x".repeat(1030);
        return List.of(
                on22("nothing", "ed", ""),
                on22("the key", "ed", "web1.example.com {ed}\n"),
                on22("the key without a line end", "ed", "web1.example.com {ed}"),
                on22("another key of the type", "ed", "web1.example.com {other}\n"),
                on22("a key of another type alone", "ed", "web1.example.com {rsa}\n"),
                on22("an RSA key alone, of a host with three", "all", "web1.example.com {rsa}\n"),
                on22("an ECDSA key alone, of a host with three", "all", "web1.example.com {ecdsa}\n"),
                on22("a false RSA key alone, of a host with three", "all", "web1.example.com {otherrsa}\n"),
                on22(
                        "a false ed25519 and the right RSA key",
                        "all",
                        "web1.example.com {other}\nweb1.example.com {rsa}\n"),
                on22("the right key after a false one", "ed", "web1.example.com {other}\nweb1.example.com {ed}\n"),
                on22("the right key on a line of many", "ed", "db,web1.example.com,10.0.0.1 {ed} comment\n"),
                on22("another host", "ed", "web2.example.com {ed}\n"),
                on22("a longer name", "ed", "web1.example.com.org {ed}\n"),
                on22("another case in the file", "ed", "WEB1.Example.COM {ed}\n"),
                at("WEB1.example.com", "another case in the name", "web1.example.com {ed}\n"),
                at("WEB1.example.com", "another case in the name, hashed", "{#web1.example.com} {ed}\n"),
                at("10.1.2.3", "an address", "10.1.2.3 {ed}\n"),
                at("10.1.2.3", "an address by pattern", "10.1.* {ed}\n"),
                at("fe80::1", "an address of version 6", "fe80::1 {ed}\n"),
                on22("a star", "ed", "*.example.com {ed}\n"),
                on22("a star and no dot", "ed", "*example.com {ed}\n"),
                on22("question marks", "ed", "web?.example.com {ed}\n"),
                on22("a question mark for nothing", "ed", "web1?.example.com {ed}\n"),
                on22("two stars", "ed", "w*.ex*.com {ed}\n"),
                on22("a dot is a dot", "ed", "web1xexample.com {ed}\n"),
                on22("a negation after", "ed", "*.example.com,!web1.example.com {ed}\n"),
                on22("a negation before", "ed", "!web1.example.com,*.example.com {ed}\n"),
                on22("a negation alone", "ed", "!web2.example.com {ed}\n"),
                on22("a negation of another", "ed", "*.example.com,!web2.* {ed}\n"),
                on22("a pattern too long", "ed", "web1.example.com," + longName + " {ed}\n"),
                on22("a hashed name", "ed", "{#web1.example.com} {ed}\n"),
                on22("a hashed name of another", "ed", "{#web2.example.com} {ed}\n"),
                on22("a hashed name with a false key", "ed", "{#web1.example.com} {other}\n"),
                on22("a broken hash", "ed", "|1|***|*** {ed}\n"),
                on22("a hash of another kind", "ed", "|2|abcd|abcd {ed}\n"),
                on2222("the port", "ed", "[web1.example.com]:2222 {ed}\n"),
                on2222("the port, hashed", "ed", "{#[web1.example.com]:2222} {ed}\n"),
                on2222("the plain name for a port", "ed", "web1.example.com {ed}\n"),
                on2222("the plain name with a false key for a port", "ed", "web1.example.com {other}\n"),
                on2222(
                        "a false key for the port, the right one for the name",
                        "ed",
                        "[web1.example.com]:2222 {other}\nweb1.example.com {ed}\n"),
                on2222("another port", "ed", "[web1.example.com]:2223 {ed}\n"),
                on2222("port 22 in brackets", "ed", "[web1.example.com]:22 {ed}\n"),
                on2222("a pattern with any port", "ed", "[*.example.com]:* {ed}\n"),
                on2222("an RSA key of the plain name, of a host with three", "all", "web1.example.com {rsa}\n"),
                on2222(
                        "revoked for the plain name only, known for the port",
                        "ed",
                        "@revoked web1.example.com {ed}\n[web1.example.com]:2222 {ed}\n"),
                on22("the port for the plain name", "ed", "[web1.example.com]:22 {ed}\n"),
                on22("an alias", "ed", "shop {ed}\n").alias("shop"),
                on22("an alias and a line for the name", "ed", "web1.example.com {ed}\n")
                        .alias("shop"),
                on2222("an alias has no port", "ed", "shop {ed}\n").alias("shop"),
                on2222("an alias with a port", "ed", "[shop]:2222 {ed}\n").alias("shop"),
                on22("revoked", "ed", "@revoked web1.example.com {ed}\n"),
                on22("revoked and known before", "ed", "web1.example.com {ed}\n@revoked * {ed}\n"),
                on22("revoked in the global file", "ed", "web1.example.com {ed}\n")
                        .globally("@revoked * {ed}\n"),
                on22("another key revoked", "ed", "web1.example.com {ed}\n@revoked * {other}\n"),
                on22("revoked for another host", "ed", "web1.example.com {ed}\n@revoked web2.example.com {ed}\n"),
                on22("the authority's own key", "ed", "@cert-authority * {ed}\n"),
                on22("the global file", "ed", "").globally("web1.example.com {ed}\n"),
                on22("the global file contradicts", "ed", "web1.example.com {other}\n")
                        .globally("web1.example.com {ed}\n"),
                on22("comments and blank lines", "ed", "# a\n\n   \n\t# b\nweb1.example.com {ed} # c\n"),
                on22("blanks before, tabs between", "ed", "  \tweb1.example.com\t \t{ed}\n"),
                on22("line ends of another system", "ed", "web1.example.com {ed}\r\n"),
                on22("line ends of an older system", "ed", "# a\rweb1.example.com {ed}\n"),
                on22("broken lines", "ed", """
                        web1.example.com
                        web1.example.com ssh-ed25519
                        web1.example.com ssh-ed25519 ???
                        web1.example.com ssh-ed25519 AAAA
                        web1.example.com {ed}
                        """),
                on22("a key with its padding cut", "ed", "web1.example.com {rsa!cut}\n"),
                on22("a key under another type's name", "ed", "web1.example.com ecdsa-sha2-nistp256 {ed!key}\n"),
                on22("an RSA key under a signature's name", "rsa", "web1.example.com rsa-sha2-512 {rsa!key}\n"),
                on22("an unknown marker", "ed", "@trusted web1.example.com {ed}\n"),
                on22("two markers", "ed", "@revoked @revoked web1.example.com {ed}\nweb1.example.com {ed}\n"),
                on22("a marker in capitals", "ed", "@REVOKED web1.example.com {ed}\nweb1.example.com {ed}\n"),
                on22("a marker without blanks before the name", "ed", "@revoked\tweb1.example.com {ed}\n"),
                on22(
                        "a very long line",
                        "ed",
                        "# " + "y".repeat(100_000) + "\n" + "a,".repeat(40_000) + "web1.example.com {ed}\n"),
                on22("a certificate", "good", "@cert-authority *.example.com {ca}\n"),
                on22("a certificate and its authority for others", "good", "@cert-authority *.example.org {ca}\n"),
                on22("a certificate of another authority", "good", "@cert-authority * {other}\n"),
                on22(
                        "a certificate of another authority, its key known",
                        "good",
                        "@cert-authority * {other}\nweb1.example.com {ed}\n"),
                on22("a certificate whose key alone is known", "good", "web1.example.com {ed}\n"),
                on22("a certificate whose key is another", "good", "web1.example.com {other}\n"),
                on22(
                        "a certificate and another key known",
                        "good",
                        "web1.example.com {other}\n@cert-authority * {ca}\n"),
                on22("a certificate by an authority without a marker", "good", "web1.example.com {ca}\n"),
                on22("a certificate of a revoked authority", "good", "@cert-authority * {ca}\n@revoked * {ca}\n"),
                on22(
                        "a certificate of a revoked authority, its key known",
                        "good",
                        "web1.example.com {ed}\n@revoked * {ca}\n"),
                on22("a certificate of a revoked key", "good", "@cert-authority * {ca}\n@revoked * {ed}\n"),
                on22("a certificate, hashed", "good", "@cert-authority {#web1.example.com} {ca}\n"),
                on2222("a certificate on a port", "good", "@cert-authority [web1.example.com]:2222 {ca}\n"),
                on2222("a certificate on a port, by the plain name", "good", "@cert-authority *.example.com {ca}\n"),
                on2222(
                        "a certificate by the plain name against a key of the port",
                        "good",
                        "[web1.example.com]:2222 {other}\n@cert-authority *.com {ca}\n"),
                on22("a certificate under an alias", "good", "@cert-authority shop {ca}\n")
                        .alias("shop"),
                on22("a certificate for an alias", "other", "@cert-authority db.example.com {ca}\n")
                        .alias("db.example.com"),
                on22("a certificate for anybody", "anybody", "@cert-authority * {ca}\n"),
                on22("a certificate for another", "other", "@cert-authority * {ca}\n"),
                on22(
                        "a certificate for another, its key known",
                        "other",
                        "@cert-authority * {ca}\nweb1.example.com {ed}\n"),
                on22("a certificate for a pattern", "pattern", "@cert-authority * {ca}\n"),
                on22("an expired certificate", "expired", "@cert-authority * {ca}\n"),
                on22(
                        "an expired certificate, its key known",
                        "expired",
                        "@cert-authority * {ca}\nweb1.example.com {ed}\n"),
                on22("a certificate of the future", "future", "@cert-authority * {ca}\n"),
                on22("a certificate with a critical option", "critical", "@cert-authority * {ca}\n"),
                on22("a user's certificate", "user", "@cert-authority * {ca}\n"),
                on22("a certificate by RSA with SHA-512", "rsaca", "@cert-authority * {caRsa}\n"),
                on22("a certificate by RSA with SHA-1", "sha1ca", "@cert-authority * {caRsa}\n"),
                on22("a certificate by ECDSA", "ecdsaca", "@cert-authority * {caEcdsa}\n"),
                on22("a certificate by ECDSA on the largest curve", "p521ca", "@cert-authority * {caP521}\n"),
                on22("a certificate for an RSA key", "rsacert", "@cert-authority * {ca}\n"),
                on22("a certificate for an ECDSA key", "ecdsacert", "@cert-authority * {ca}\n"),
                on22(
                        "a host with one certificate of three keys, an RSA key known",
                        "allgood",
                        "web1.example.com {rsa}\n@cert-authority * {ca}\n"),
                on22("a host with one certificate of three keys", "allgood", "@cert-authority * {ca}\n"),
                on22("a new key", "ed", "").with(ACCEPT_NEW),
                on22("a new key after a line without an end", "ed", "web2.example.com {other}\n")
                        .with(ACCEPT_NEW),
                on2222("a new key on a port", "ed", "").with(ACCEPT_NEW),
                on22("a new key under an alias", "ed", "").alias("shop").with(ACCEPT_NEW),
                on22("a new key of a host with a certificate", "good", "").with(ACCEPT_NEW),
                on22("a changed key", "ed", "web1.example.com {other}\n").with(ACCEPT_NEW),
                on22("a revoked key", "ed", "@revoked * {ed}\n").with(ACCEPT_NEW),
                on22("a new key, unchecked", "ed", "").with(NO));
    }
}
