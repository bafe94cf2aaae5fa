package io.github.deployctl.common.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.JavaRequirement;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ProbeAddress;
import io.github.deployctl.common.config.StatusRange;
import io.github.deployctl.common.failure.Evidence;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON: member names are the components' names, values with a written form of their own (durations, addresses, ids, times) are strings in
 * that form, absent and null are the same. Stateless and thread-safe.
 */
public final class Json {
    private static final Gson COMPACT = builder().create();
    private static final Gson PRETTY = builder().setPrettyPrinting().create();

    private Json() {}

    /** Returns {@code value} on one line. */
    public static String write(Object value) {
        return COMPACT.toJson(value);
    }

    /** Returns {@code value} for people: indented, with a line end. */
    public static String writePretty(Object value) {
        return PRETTY.toJson(value) + "\n";
    }

    /** Returns {@code value} on one line with the member {@code tag} first. */
    public static String writeTagged(String tag, String name, Record value) {
        JsonObject tagged = new JsonObject();
        tagged.addProperty(tag, name);
        COMPACT.toJsonTree(value).getAsJsonObject().asMap().forEach(tagged::add);
        return COMPACT.toJson(tagged);
    }

    /** Returns the string member {@code tag} of an object, or null when it has none. */
    public static @Nullable String tag(String tag, String json) {
        try (JsonReader in = COMPACT.newJsonReader(new StringReader(json))) {
            if (in.peek() != JsonToken.BEGIN_OBJECT) {
                throw new IllegalArgumentException("not a JSON object");
            }
            in.beginObject();
            while (in.hasNext()) {
                if (in.nextName().equals(tag)) {
                    return in.peek() == JsonToken.STRING ? in.nextString() : null;
                }
                in.skipValue();
            }
            return null;
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException when the text is no JSON, a member is of the wrong kind, or the record refuses its values; the message is one line
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            // Not by way of a tree: what a stranger's text has beside the members of the type would be built in memory
            // first.
            T value = COMPACT.fromJson(json, type);
            if (value == null) {
                throw new IllegalArgumentException("nothing there");
            }
            return value;
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    /** The library wraps what a record's constructor threw, sometimes twice; the innermost message is the one that names the fault. */
    private static IllegalArgumentException refused(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause instanceof NullPointerException ? "a required member is missing" : cause.getMessage();
        return new IllegalArgumentException(
                message == null ? "not valid" : message.lines().findFirst().orElse("not valid"), e);
    }

    /** Returns a tree on one line. */
    static String compact(JsonElement tree) {
        return COMPACT.toJson(tree);
    }

    static GsonBuilder builder() {
        return new GsonBuilder()
                .setStrictness(Strictness.STRICT)
                .disableHtmlEscaping()
                .registerTypeAdapterFactory(new TextToo<>(Evidence.class, Evidence::of))
                .registerTypeAdapter(AppName.class, new TextAdapter<>(AppName::new, AppName::value))
                .registerTypeAdapter(ReleaseId.class, new TextAdapter<>(ReleaseId::new, ReleaseId::value))
                .registerTypeAdapter(Checksum.class, new TextAdapter<>(Checksum::new, Checksum::hex))
                .registerTypeAdapter(
                        ListenAddress.class, new TextAdapter<>(ListenAddress::parse, ListenAddress::toString))
                .registerTypeAdapter(ProbeAddress.class, new TextAdapter<>(ProbeAddress::parse, ProbeAddress::toString))
                .registerTypeAdapter(HandOver.class, new TextAdapter<>(HandOver::parse, HandOver::toString))
                .registerTypeAdapter(StatusRange.class, new TextAdapter<>(StatusRange::parse, StatusRange::toString))
                .registerTypeAdapter(
                        JavaRequirement.class, new TextAdapter<>(JavaRequirement::parse, JavaRequirement::toString))
                .registerTypeAdapter(Duration.class, new TextAdapter<>(Durations::parse, Durations::format))
                .registerTypeAdapter(Instant.class, new TextAdapter<>(Instant::parse, Instant::toString));
    }
}
