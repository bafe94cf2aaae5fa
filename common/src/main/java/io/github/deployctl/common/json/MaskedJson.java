package io.github.deployctl.common.json;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON with every text in them passed through a mask. Names of members, numbers, enums and values with a written form of their own (ids, times,
 * checksums) are as they are: a mask cannot make them unreadable. Thread-safe if the mask is.
 */
public final class MaskedJson {
    private final Gson gson;
    private final Gson pretty;

    public MaskedJson(UnaryOperator<String> mask) {
        gson = Json.builder()
                .registerTypeAdapter(String.class, new Masking(mask))
                .create();
        pretty = gson.newBuilder().setPrettyPrinting().create();
    }

    /** Returns {@code value} on one line. */
    public String write(Object value) {
        return gson.toJson(value);
    }

    /** Returns {@code value} for people: indented, with a line end. */
    public String writePretty(Object value) {
        return pretty.toJson(value) + "\n";
    }

    /** Returns {@code value} on one line with the member {@code tag} first. */
    public String writeTagged(String tag, String name, Record value) {
        JsonObject tagged = new JsonObject();
        tagged.addProperty(tag, name);
        gson.toJsonTree(value).getAsJsonObject().asMap().forEach(tagged::add);
        // The texts have been through the mask.
        return Json.compact(tagged);
    }

    private static final class Masking extends TypeAdapter<String> {
        private final UnaryOperator<String> mask;

        Masking(UnaryOperator<String> mask) {
            this.mask = mask;
        }

        @Override
        public void write(JsonWriter out, @Nullable String value) throws IOException {
            out.value(value == null ? null : mask.apply(value));
        }

        @Override
        public @Nullable String read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return null;
            }
            return in.nextString();
        }
    }
}
