package io.github.deployctl.cli.config;

import io.github.deployctl.cli.config.Setting.Source;
import io.github.deployctl.cli.config.key.Keys;
import io.github.deployctl.cli.config.key.UserKey;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.text.FileTrouble;
import io.github.deployctl.cli.text.Nearest;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** What a user's own file says; nothing where there is none. Any fault in it is {@code CONFIG_INVALID}. */
public final class UserFile {
    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

    /** One that is not there. */
    public static final UserFile NONE = new UserFile(Map.of());

    private final Map<UserKey, Setting> settings;

    private UserFile(Map<UserKey, Setting> settings) {
        this.settings = settings;
    }

    /**
     * Reads {@code file}.
     *
     * @param user the login name of whoever runs this, who alone, beside root, may own and change the file
     */
    public static UserFile read(Path file, String user) throws FailureException {
        try {
            PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
            if (attributes.isDirectory()) {
                throw invalid(file + " is a directory, and not a file", "mv " + file + " " + file + ".d");
            }
            String text = Files.readString(file);
            refuseForeign(file, FileOwner.ofThisProcess(user), attributes);
            return new UserFile(parse(text, file));
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (ConfigException e) {
            throw invalid(e.located(file.toString()), "mend it; deployctl help config names its keys");
        } catch (IOException e) {
            throw unreadable(file, user, e);
        }
    }

    static FailureException unreadable(Path file, String user, IOException e) {
        if (e instanceof CharacterCodingException) {
            return invalid(file + " is not UTF-8 text", "file " + file);
        }
        if (e instanceof AccessDeniedException) {
            return invalid(user + " may not read " + file, "ls -ld " + file.getParent() + " " + file);
        }
        return invalid(file + " cannot be read: " + FileTrouble.of(e), "ls -l " + file);
    }

    /** Returns what counts by this file, in the order of the keys. */
    public List<Setting> settings() {
        return List.copyOf(settings.values());
    }

    /** Returns the value of a key, as written. */
    public Optional<String> get(UserKey key) {
        return Optional.ofNullable(settings.get(key)).map(Setting::value).map(String::valueOf);
    }

    /** Its keys choose an identity and, by an ssh_config, programs: as ssh(1) has it of ~/.ssh/config. */
    private static void refuseForeign(Path file, FileOwner reader, PosixFileAttributes attributes)
            throws FailureException, IOException {
        FileOwner owner = FileOwner.of(file);
        if (!owner.isTrustedBy(reader)) {
            throw invalid(
                    file + " belongs to " + owner.name() + ", who could choose the key that you log in with",
                    "ls -l " + file);
        }
        if (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw invalid(
                    file + " can be changed by other users, who could choose the key that you log in with",
                    "chmod go-w " + file);
        }
    }

    private static Map<UserKey, Setting> parse(String text, Path file) {
        Map<UserKey, Setting> settings = new EnumMap<>(UserKey.class);
        if (text.lines().map(String::strip).allMatch(line -> line.isEmpty() || line.startsWith("#"))) {
            return settings;
        }
        Section.open(Yaml.root(text), "").entries().forEach((name, entry) -> {
            Node at = entry.getKeyNode();
            UserKey key = UserKey.named(name).orElseThrow(() -> ConfigException.at(at, unknown(name)));
            String value = Values.parsed(entry.getValueNode(), name, written -> checked(key, written));
            int line = at.getStartMark().orElseThrow().getLine() + 1;
            settings.put(key, new Setting(name, value, Source.USER_FILE, file + ":" + line));
        });
        return settings;
    }

    private static String unknown(String name) {
        return Keys.named(name).isPresent()
                ? "key " + Quoted.of(name) + " is about an app; it belongs in the app's " + DeployFile.NAME
                : "unknown key " + Quoted.of(name) + " in a user's own file; "
                        + Nearest.to(name, UserKey.names())
                                .map(nearest -> "did you mean " + nearest + "?")
                                .orElse("known here: " + String.join(", ", UserKey.names()));
    }

    private static String checked(UserKey key, String value) {
        if (value.isBlank() || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(key.text() + " has no value");
        }
        switch (key) {
            case USER ->
                refuseUnless(LOGIN.matcher(value).matches(), "user " + Quoted.of(value) + " is not a login name");
            case JUMP -> {
                if (!value.equals("none")) {
                    List.of(value.split(",", -1)).forEach(HostAddress::parse);
                }
            }
            case PORT ->
                refuseUnless(
                        PORT.matcher(value).matches() && Integer.parseInt(value) <= 65535,
                        "port must be between 1 and 65535, not " + Quoted.of(value));
            case CONNECT_TIMEOUT ->
                refuseUnless(!Durations.parse(value).isZero(), "connect-timeout must be longer than 0s");
            case LOCK_WAIT -> Durations.parse(value);
            case COLOR, OUTPUT ->
                refuseUnless(
                        key.words().contains(value),
                        key.text() + " must be " + String.join(" or ", key.words()) + ", not " + Quoted.of(value));
            case IDENTITY, KNOWN_HOSTS, SSH_CONFIG -> {
                // A path is any text.
            }
        }
        return value;
    }

    private static void refuseUnless(boolean isRight, String why) {
        if (!isRight) {
            throw new IllegalArgumentException(why);
        }
    }

    private static FailureException invalid(String what, String hint) {
        return Failure.of(FailureCode.CONFIG_INVALID, "configuration not read: " + what)
                .serving("nothing was changed")
                .hint(hint)
                .asException();
    }
}
