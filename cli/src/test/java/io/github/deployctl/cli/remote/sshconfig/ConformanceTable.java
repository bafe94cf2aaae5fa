package io.github.deployctl.cli.remote.sshconfig;

import java.util.List;

/** Configuration files and the host names that are asked about. Paths that begin with INC are the test's own folder. */
final class ConformanceTable {
    /**
     * One file.
     *
     * @param name what it is about
     * @param asked {@code [user@]host[:port]}
     */
    record Case(String name, String text, List<String> asked) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Both must give the same answer. */
    static final List<Case> SAME = List.of(
            of("nothing", "", "web1", "WEB1.Example.com", "10.0.0.1", "ada@web1:2222"),
            of("comments and blank lines", "# one\n\n   # two\n\t\nUser ada # three\n", "web1"),
            of("a value for every host", "User ada\nPort 2222\n", "web1", "bob@web1", "web1:22"),
            of(
                    "sections",
                    "Host web1\n User ada\nHost web2 web3\n User bob\nHost *\n User eve\n",
                    "web1",
                    "web2",
                    "web3",
                    "db"),
            of(
                    "patterns",
                    "Host web?.* !web3.*\n Port 1\nHost *.example.com\n Port 2\n",
                    "web1.example.com",
                    "web3.example.com",
                    "web12.x"),
            of("only a negation", "Host !web1\n Port 3\n", "web1", "web2"),
            of("a negation first", "Host !web1 *\n Port 3\n", "web1", "web2"),
            of("case of names", "Host Web1\n Port 4\nHost web1\n Port 5\n", "web1", "Web1", "WEB1"),
            of("case of keywords", "hOST *\n pORT 6\n hostNAME H\n", "web1"),
            of("the first value", "Port 7\nPort 8\nHost web1\n Port 9\n User ada\n User bob\n", "web1", "web2"),
            of("equals signs", "Port=10\nUser = ada\nHostName\t=\tweb9\n", "web1"),
            of("equals signs in sections", "Host=web1\nPort= 11\nHost = web2\nPort =12\n", "web1", "web2", "web3"),
            of(
                    "quotes",
                    "Host \"web1\" 'web2'\nUser \"ada b\"\nIdentityFile '/a \"b'\nHost *\nUser 'e'v\"e\"\n",
                    "web1",
                    "web2",
                    "web3"),
            of("escapes", "User ad\\ a\nIdentityFile /a\\\\b\nIdentityFile \"/c\\\"d\"\nIdentityFile /e\\f\n", "web1"),
            of("carriage returns", "Host web1\r\n  Port 13\r\n\r\nHost *\r\n Port 14\r\n", "web1", "web2"),
            of("tabs and form feeds", "\tHost\tweb1\t\n\t\tPort\t15\f\n", "web1", "web2"),
            of("no last newline", "Host web1\n User ada", "web1"),
            of(
                    "a name for another",
                    "Host web1\n HostName %h.Example.COM\nHost web2\n HostName 10.1.2.3\nHost web3\n HostName a%%b\n",
                    "web1",
                    "web2",
                    "web3"),
            of(
                    "a name that is not used for matching",
                    "Host web1\n HostName web2\nHost web2\n Port 16\n",
                    "web1",
                    "web2"),
            of(
                    "key files add up",
                    "IdentityFile ~/.ssh/a\nHost web1\n IdentityFile /b\n IdentityFile /b\nHost *\n IdentityFile %d/c\n",
                    "web1",
                    "web2"),
            of("no key file", "IdentityFile none\n", "web1"),
            of(
                    "tokens in key files",
                    "IdentityFile ~/.ssh/%h-%n-%p-%r-%u\nIdentityFile %d/%i/%L/%k\nIdentityFile a%%b\n",
                    "web1",
                    "ada@web1:2222"),
            of(
                    "tokens after HostName and alias",
                    "HostName %h.example.com\nHostKeyAlias cluster\nIdentityFile ~/.ssh/%h-%n-%k\n",
                    "web1"),
            of("variables in key files", "IdentityFile ${SPOT}/k\nCertificateFile ${SPOT}/c-%h\n", "web1"),
            of(
                    "certificates",
                    "CertificateFile ~/a-cert.pub\nCertificateFile ~/b-cert.pub\nCertificateFile ~/a-cert.pub\n",
                    "web1"),
            of("switches", "IdentitiesOnly yes\nHashKnownHosts TRUE\nPubkeyAuthentication yes\n", "web1"),
            of("switches off", "IdentitiesOnly no\nHashKnownHosts false\nPubkeyAuthentication no\n", "web1"),
            of(
                    "agents",
                    "Host a\n IdentityAgent none\nHost b\n IdentityAgent SSH_AUTH_SOCK\nHost c\n IdentityAgent $SPOT\nHost d\n IdentityAgent ~/s-%h\nHost e\n IdentityAgent ${SPOT}/s\n",
                    "a",
                    "b",
                    "c",
                    "d",
                    "e",
                    "f"),
            of("known hosts", "UserKnownHostsFile ~/.ssh/%h ${SPOT}/kh\nGlobalKnownHostsFile /a /b\n", "web1"),
            of("one list of known hosts", "UserKnownHostsFile /a\nUserKnownHostsFile /b\n", "web1"),
            of("no known hosts", "UserKnownHostsFile none\nGlobalKnownHostsFile none\n", "web1"),
            of("null known hosts", "UserKnownHostsFile /dev/null\nStrictHostKeyChecking no\n", "web1"),
            of(
                    "strictness",
                    "Host a\n StrictHostKeyChecking yes\nHost b\n StrictHostKeyChecking NO\nHost c\n StrictHostKeyChecking off\nHost d\n StrictHostKeyChecking accept-new\nHost e\n StrictHostKeyChecking ask\n",
                    "a",
                    "b",
                    "c",
                    "d",
                    "e",
                    "f"),
            of(
                    "times",
                    "Host a\n ConnectTimeout 5\nHost b\n ConnectTimeout 1m30s\nHost c\n ConnectTimeout none\nHost d\n ConnectTimeout 1H\nHost *\n ConnectTimeout 2d\n",
                    "a",
                    "b",
                    "c",
                    "d",
                    "e"),
            of("keep-alive", "ServerAliveInterval 1m\nServerAliveCountMax 7\n", "web1"),
            of("no keep-alive", "ServerAliveInterval 0\nServerAliveCountMax 0\n", "web1"),
            of(
                    "families",
                    "Host a\n AddressFamily inet\nHost b\n AddressFamily INET6\nHost *\n AddressFamily any\n",
                    "a",
                    "b",
                    "c"),
            of("from where", "BindAddress 127.0.0.1\n", "web1"),
            of("alias", "HostKeyAlias \"the cluster\"\n", "web1"),
            of("a jump", "Host web1\n ProxyJump bastion\nHost *\n ProxyJump none\n", "web1", "web2"),
            of("jumps", "ProxyJump ada@one:2222,two,[::1]:22,bob@three\n", "web1"),
            of("a jump as an address", "ProxyJump ssh://ada@one:2222\n", "web1"),
            of("a jump before a command", "ProxyJump one\nProxyCommand nc %h %p\n", "web1"),
            of("a command before a jump", "ProxyCommand nc -X 5 \"%h\" %p # all of it\nProxyJump one\n", "web1"),
            of(
                    "no command",
                    "Host web1\n ProxyCommand none\n ProxyJump one\nHost *\n ProxyCommand nc %h %p\n",
                    "web1",
                    "web2"),
            of(
                    "no jump, then a command",
                    "Host web1\n ProxyJump none\nHost *\n ProxyCommand nc %h %p\n",
                    "web1",
                    "web2"),
            of("no jump, then a jump", "ProxyJump none\nProxyJump one\n", "web1"),
            of("no jump, then both", "ProxyJump none\nProxyCommand nc %h %p\nProxyJump one\n", "web1"),
            of("no command, then a jump", "ProxyCommand none\nProxyJump one\n", "web1"),
            of(
                    "algorithms",
                    "Ciphers aes256-ctr,aes128-ctr\nMACs hmac-sha2-256\nKexAlgorithms curve25519-sha256\nHostKeyAlgorithms ssh-ed25519,rsa-sha2-512\n",
                    "web1"),
            of(
                    "what does not matter",
                    "ForwardX11 yes\nControlMaster auto\nControlPath ~/.ssh/%C\nControlPersist 10m\nSendEnv LANG LC_*\nSetEnv A=b\nLogLevel QUIET\nForwardAgent yes\nCompression yes\nAddKeysToAgent yes\nLocalForward 8080 localhost:80\nRequestTTY no\nVisualHostKey yes\nTCPKeepAlive no\nGSSAPIAuthentication yes\nUpdateHostKeys no\nUser ada\n",
                    "web1"),
            of("Match all", "Host web1\n Port 20\nMatch all\n User ada\nHost web2\n Port 21\n", "web1", "web2"),
            of(
                    "unknown words that may be ignored",
                    "IgnoreUnknown UseKeychain,Apple*\nUseKeychain yes\nApplePay \"a b\" c\nUser ada\n",
                    "web1"),
            of("an included file", "Include INC/user\nUser ada\n", "web1"),
            of(
                    "an included file in a section",
                    "Host web1\n Include INC/user\n Port 30\nHost *\n User eve\n",
                    "web1",
                    "web2"),
            of(
                    "sections of an included file end with it",
                    "Host web2\n Include INC/sections\n Port 31\n",
                    "web1",
                    "web2",
                    "web3"),
            of(
                    "included patterns",
                    "Include INC/conf.d/*.conf\nInclude INC/none/*.conf INC/nothing\nInclude INC/c?nf.d/1*\n",
                    "web1"),
            of("files that include files", "Include INC/deep\nPort 40\n", "web1"),
            of(
                    "an unmatched section may hold anything known",
                    "Host other\n ProxyJump a,b\n IdentityFile ~/%h\n StrictHostKeyChecking no\n Port 1\n",
                    "web1"),
            of("IPv6", "Host ::1\n Port 50\nHost *:*\n User ada\n", "[::1]", "[fe80::1]"),
            of(
                    "the name that sorts first does not win",
                    "Host *.b.c\n Port 60\nHost a.*\n Port 61\n",
                    "a.b.c",
                    "a.x",
                    "x.b.c"),
            of("many stars", "Host *a*b*c*\n Port 62\nHost **\n Port 63\n", "xaxbxcx", "xaxcxbx"));

    /** OpenSSH refuses these, and so must the reader. */
    static final List<Case> REFUSED_BY_BOTH = List.of(
            of("no value", "Port\n", "web1"),
            of("an empty value", "User \"\"\n", "web1"),
            of("two values", "Port 1 2\n", "web1"),
            of("two users", "User a b\n", "web1"),
            of("two key files", "IdentityFile a b\n", "web1"),
            of("an open quote", "User \"ada\n", "web1"),
            of("a comment that is none", "Port 22#c\n", "web1"),
            of("two equals signs", "Port==22\n", "web1"),
            of("a port that is none", "Port 70000\n", "web1"),
            of("port 0", "Port 0\n", "web1"),
            of("a hexadecimal port", "Port 0x16\n", "web1"),
            of("a strictness that is none", "StrictHostKeyChecking maybe\n", "web1"),
            of("a switch that is none", "IdentitiesOnly 1\n", "web1"),
            of("a time that is none", "ConnectTimeout soon\n", "web1"),
            of("a negative time", "ServerAliveInterval -1\n", "web1"),
            of("a count that is none", "ServerAliveCountMax x\n", "web1"),
            of("a family that is none", "AddressFamily inet5\n", "web1"),
            of("none and another", "UserKnownHostsFile none /a\n", "web1"),
            of("an unknown word", "Frobnicate yes\n", "web1"),
            of("an unknown word in a section that does not match", "Host other\n Frobnicate yes\n", "web1"),
            of("an unknown word before it may be ignored", "Frobnicate yes\nIgnoreUnknown Frob*\n", "web1"),
            of("an error in a section that does not match", "Host other\n Port x1\n", "web1"),
            of("Host without a pattern", "Host\n", "web1"),
            of("an empty pattern", "Host \"\"\n", "web1"),
            of("a token that HostName has not", "HostName %p\n", "web1"),
            of("a lone percent sign", "HostName web%\n", "web1"),
            of("a token that known hosts have not", "UserKnownHostsFile ~/%q\n", "web1"),
            of("files that include each other", "Include INC/circle\n", "web1"),
            of("an included file with an error", "Include INC/broken\n", "web1"),
            of(
                    "an included file with an error in a section that does not match",
                    "Host other\n Include INC/broken\n",
                    "web1"),
            of("a jump that is none", "ProxyJump a:b:c\n", "web1"),
            of("an included file that anybody may write", "Include INC/writable\n", "web1"));

    /** OpenSSH answers these; the reader refuses them rather than guess, and says where. */
    static final List<Case> REFUSED_BY_DESIGN = List.of(
            of("Match host", "Match host web1\n User ada\n", "web1"),
            of("Match exec", "Match exec true\n User ada\n", "web1"),
            of("Match final", "Match final all\n User ada\n", "web1"),
            of("Match in a section that does not matter", "Host other\nMatch originalhost x\n User ada\n", "web1"),
            of("canonical names", "CanonicalizeHostname no\n", "web1"),
            of("another source of host keys", "KnownHostsCommand none\n", "web1"),
            of("revoked keys", "RevokedHostKeys none\n", "web1"),
            of("revoked keys that IgnoreUnknown names", "IgnoreUnknown *\nRevokedHostKeys /etc/hostname\n", "web1"),
            of("an interface", "BindInterface lo\n", "web1"),
            of("PKCS#11", "PKCS11Provider none\n", "web1"),
            of("preferences", "PreferredAuthentications publickey\n", "web1"),
            of("relative algorithms", "Ciphers ^aes128-ctr\n", "web1"),
            of("fewer algorithms", "KexAlgorithms -diffie*\n", "web1"),
            of("accepted keys", "PubkeyAcceptedAlgorithms ssh-ed25519\n", "web1"),
            of("a port by name", "Port ssh\n", "web1"),
            of("a port with a zero in front", "Port 022\n", "web1"),
            of("a quoted keyword", "\"Port\" 22\n", "web1"),
            of("a jump with a comment", "ProxyJump one # two\n", "web1"),
            of("a set of characters in a pattern of files", "Include INC/conf.d/[12]*\n", "web1"),
            of("another user's folder", "UserKnownHostsFile ~root/kh\n", "web1"),
            of("a short address", "HostName 10.1\n", "web1"));

    private ConformanceTable() {}

    private static Case of(String name, String text, String... asked) {
        return new Case(name, text, List.of(asked));
    }
}
