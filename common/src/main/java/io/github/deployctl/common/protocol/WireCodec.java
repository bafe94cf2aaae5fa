package io.github.deployctl.common.protocol;

import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.json.MaskedJson;
import io.github.deployctl.common.release.Quoted;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns a message into one line of JSON and back. The member {@code type} names the record ({@code roll-back} for {@code RollBack}, {@code event-bound} for
 * the event {@code Bound}). Unknown members are ignored, and so is an unknown event: it becomes a note. Any other unknown type is refused. Stateless and
 * thread-safe.
 */
public final class WireCodec {
    /** Begins what is said of a message of another version. */
    public static final String UNKNOWN = "unknown message";

    private static final String TYPE = "type";
    private static final String EVENT = "event-";
    private static final Map<Class<?>, String> NAMES = Stream.of(Hello.class, Request.class, Event.class, Reply.class)
            .flatMap(WireCodec::messages)
            .collect(Collectors.toUnmodifiableMap(message -> message, WireCodec::nameOf));
    private static final Map<String, Class<?>> CLASSES =
            NAMES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private WireCodec() {}

    /** Returns {@code message} without a line end. */
    public static String encode(Record message) {
        return Json.writeTagged(TYPE, name(message), message);
    }

    /** Returns {@code message} with every text in it masked, without a line end. Bytes in Base64 are no text: whoever makes them masks them first. */
    public static String encode(Record message, MaskedJson masked) {
        boolean isBytes = message instanceof Event.Printed || message instanceof Event.Described;
        return isBytes ? encode(message) : masked.writeTagged(TYPE, name(message), message);
    }

    /** Returns the records of a family, and of the families in it. */
    static Stream<Class<?>> messages(Class<?> family) {
        return Stream.of(family.getPermittedSubclasses())
                .flatMap(kind -> kind.isRecord() ? Stream.<Class<?>>of(kind) : messages(kind));
    }

    private static String name(Record message) {
        String name = NAMES.get(message.getClass());
        if (name == null) {
            throw new IllegalArgumentException(message.getClass() + " is no message");
        }
        return name;
    }

    /**
     * Reads one line that must be a message of {@code family}, say {@link Request}.
     *
     * @throws ProtocolException when it is anything else
     */
    public static <T> T decode(String line, Class<T> family) throws ProtocolException {
        Object message = decodeAny(line);
        if (!family.isInstance(message)) {
            throw new ProtocolException("expected a " + family.getSimpleName().toLowerCase(Locale.ROOT) + ", got "
                    + NAMES.get(message.getClass()));
        }
        return family.cast(message);
    }

    /** Reads one line that may be a message of any family, for whoever waits for an event or a reply. */
    public static Object decodeAny(String line) throws ProtocolException {
        try {
            String name = Json.tag(TYPE, line);
            Class<?> message = name == null ? null : CLASSES.get(name);
            if (message == null && name != null && name.startsWith(EVENT)) {
                return new Event.Note("something that this version has no word for: " + Quoted.of(name));
            }
            if (message == null) {
                throw new ProtocolException(UNKNOWN + " " + Quoted.of(name == null ? line : name));
            }
            return Json.read(line, message);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("malformed message: " + e.getMessage());
        }
    }

    private static String nameOf(Class<?> message) {
        String name = message.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return Event.class.isAssignableFrom(message) ? EVENT + name : name;
    }
}
