package io.github.deployctl.common.json;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A record that is read from a string too, as which it was written once. */
final class TextToo<V> implements TypeAdapterFactory {
    private final Class<V> type;
    private final Function<String, V> parse;

    TextToo(Class<V> type, Function<String, V> parse) {
        this.type = type;
        this.parse = parse;
    }

    @Override
    @SuppressWarnings("unchecked") // both types are the one that was compared
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> wanted) {
        if (!wanted.getRawType().equals(type)) {
            return null;
        }
        TypeAdapter<V> usual = gson.getDelegateAdapter(this, TypeToken.get(type));
        return (TypeAdapter<T>) new TypeAdapter<@Nullable V>() {
            @Override
            public void write(JsonWriter out, @Nullable V value) throws IOException {
                usual.write(out, value);
            }

            @Override
            public @Nullable V read(JsonReader in) throws IOException {
                return in.peek() == JsonToken.STRING ? parse.apply(in.nextString()) : usual.read(in);
            }
        };
    }
}
