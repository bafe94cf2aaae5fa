package io.github.deployctl.cli.remote.sshconfig;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.text.Visible;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * TOKENS and ENVIRONMENT VARIABLES of ssh_config(5), for one host.
 *
 * @param values by the letter after the percent sign
 */
record Tokens(Map<Character, String> values, Here here) {
    private static final Pattern TOKEN = Pattern.compile("%(.?)|\\$\\{([^}]*)\\}?");

    Tokens {
        values = Map.copyOf(values);
    }

    static Tokens of(HostAddress host, Answer answer, Here here) {
        Map<Character, String> values = new LinkedHashMap<>();
        values.put('%', "%");
        values.put('d', here.home().toString());
        values.put('h', answer.one("hostname").orElse(host.host()));
        values.put('k', answer.set("hostkeyalias").orElse(host.host()));
        values.put('L', here.machine().replaceFirst("\\..*", ""));
        values.put('l', here.machine());
        values.put('n', host.host());
        values.put('p', answer.one("port").orElse(Integer.toString(host.port())));
        values.put('r', answer.one("user").orElse(here.user()));
        values.put('u', here.user());
        return new Tokens(values, here);
    }

    /** Expands a host name, which may say {@code %h} for the name that was asked for. */
    static String hostName(String written, String asked) throws FailureException {
        Map<Character, String> values = Map.of('%', "%", 'h', asked);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            if (written.charAt(i) != '%') {
                name.append(written.charAt(i));
                continue;
            }
            String value = ++i < written.length() ? values.get(written.charAt(i)) : null;
            if (value == null) {
                throw refused("hostname", written, "only %h and %% are known in it");
            }
            name.append(value);
        }
        return name.toString();
    }

    /** Expands the name of a file: {@code ~/}, tokens, environment variables. */
    String expand(String keyword, String written) throws FailureException {
        if (written.startsWith("~") && !written.startsWith("~/")) {
            throw refused(keyword, written, "another user's folder is not looked up");
        }
        String path = written.startsWith("~/") ? here.home() + written.substring(1) : written;
        StringBuilder expanded = new StringBuilder();
        Matcher token = TOKEN.matcher(path);
        int end = 0;
        while (token.find()) {
            expanded.append(path, end, token.start());
            String value = token.group(2) == null ? percent(token.group(1)) : variable(token);
            if (value == null) {
                throw refused(keyword, written, "nothing is known for " + token.group());
            }
            expanded.append(value);
            end = token.end();
        }
        return expanded.append(path.substring(end)).toString();
    }

    private @Nullable String percent(String letter) throws FailureException {
        if (!letter.equals("i")) {
            return letter.isEmpty() ? null : values.get(letter.charAt(0));
        }
        try {
            return Long.toString(here.uid());
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    private @Nullable String variable(Matcher token) {
        String name = token.group(2);
        return token.group().endsWith("}") ? here.environment().get(name) : null;
    }

    private static FailureException refused(String keyword, String written, String why) {
        return Failure.of(
                        FailureCode.CONFIG_INVALID,
                        "ssh_config not usable: " + keyword + " " + Visible.of(written) + ": " + why)
                .serving("nothing was changed")
                .asException();
    }
}
