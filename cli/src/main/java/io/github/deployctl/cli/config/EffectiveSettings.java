package io.github.deployctl.cli.config;

import io.github.deployctl.cli.config.Setting.Source;
import io.github.deployctl.cli.config.key.Key;
import io.github.deployctl.cli.config.key.Keys;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.secret.DiscreetWords;
import io.github.deployctl.common.secret.Redactor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Every value that counts: what the file says, and what it means that a key is not there. */
public final class EffectiveSettings {
    /** Instead of the HTTP check, so that its default is none. */
    private static final Set<String> INSTEAD_OF_HTTP = Set.of("bound", "notify");

    private final DeployFile file;
    private final String shown;
    private final List<Setting> settings = new ArrayList<>();

    private EffectiveSettings(DeployFile file, String shown) {
        this.file = file;
        this.shown = shown;
    }

    /**
     * Reads {@code path}, which is refused as any verb refuses it; {@code shown} is what it is called. Of {@code env} there are the names alone: whether a value
     * is a secret cannot be told from it, nor from its name, and this is no place to spread it further. Of all else there is what {@link DiscreetWords} leaves.
     */
    public static List<Setting> of(Path path, String shown) throws FailureException {
        return withValues(path, shown).stream()
                .map(EffectiveSettings::withoutValues)
                .toList();
    }

    /** Returns the same with all values, for whoever has asked for them. */
    public static List<Setting> withValues(Path path, String shown) throws FailureException {
        DeployFile file = DeployFileReader.read(path, shown);
        EffectiveSettings effective = new EffectiveSettings(file, shown);
        effective.section("", Yaml.root(DeployFileReader.text(path, shown)));
        return List.copyOf(effective.settings);
    }

    private void section(String section, @Nullable Node written) {
        for (Key key : Keys.in(section)) {
            Optional<NodeTuple> entry = entry(written, key.name());
            @Nullable Node value = entry.map(NodeTuple::getValueNode).orElse(null);
            boolean isGroup = value instanceof MappingNode
                    || (value == null && !key.form().hasValue());
            if (key.form().hasKeys() && isGroup) {
                section(key.path(), value);
            } else if (entry.isPresent()) {
                settings.add(written(key, entry.get()));
            } else {
                key.absent().value().filter(text -> counts(key, written)).ifPresent(text -> add(key, text));
            }
        }
    }

    private Setting written(Key key, NodeTuple entry) {
        int line = entry.getKeyNode().getStartMark().orElseThrow().getLine() + 1;
        Object value = Yaml.value(entry.getValueNode());
        return new Setting(key.path(), value, Source.PROJECT_FILE, shown + ":" + line);
    }

    private static Setting withoutValues(Setting setting) {
        boolean isEnv = setting.key().equals("env");
        Object shown = isEnv && setting.value() instanceof Map<?, ?> env
                ? mapped(env, value -> Redactor.INSTEAD)
                : discreet(setting.value());
        return new Setting(setting.key(), shown, setting.source(), setting.place());
    }

    private static Object discreet(Object value) {
        if (value instanceof Map<?, ?> map) {
            return mapped(map, EffectiveSettings::discreet);
        }
        if (value instanceof List<?> list) {
            boolean isWords = list.stream().allMatch(String.class::isInstance);
            return isWords
                    ? DiscreetWords.of(list.stream().map(String::valueOf).toList())
                    : list.stream().map(EffectiveSettings::discreet).toList();
        }
        return DiscreetWords.of(String.valueOf(value));
    }

    private static Map<String, Object> mapped(Map<?, ?> map, UnaryOperator<Object> each) {
        Map<String, Object> mapped = new LinkedHashMap<>();
        map.forEach((name, value) -> mapped.put(String.valueOf(name), each.apply(value)));
        return mapped;
    }

    private void add(Key key, String text) {
        String otherwise = text.replace("APP", file.declaration().app().value());
        boolean isStandby =
                key.path().equals("standby") && !file.declaration().handOver().keepsStandby();
        settings.add(new Setting(key.path(), isStandby ? "off" : Yaml.value(Yaml.root(otherwise)), Source.DEFAULT, ""));
    }

    private static boolean counts(Key key, @Nullable Node written) {
        return !key.path().equals("ready.http")
                || INSTEAD_OF_HTTP.stream()
                        .noneMatch(other -> entry(written, other).isPresent());
    }

    private static Optional<NodeTuple> entry(@Nullable Node section, String name) {
        return section instanceof MappingNode map
                ? map.getValue().stream()
                        .filter(entry -> Yaml.text(entry.getKeyNode()).equals(name))
                        .findFirst()
                : Optional.empty();
    }
}
