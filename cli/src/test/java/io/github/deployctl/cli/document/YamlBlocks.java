package io.github.deployctl.cli.document;

import io.github.deployctl.cli.config.DeployFileReader;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Looks into blocks of YAML. One is a workflow of GitHub Actions, or else a deployctl.yml or some keys of it; whatever else must not call itself YAML. */
final class YamlBlocks {
    private static final Set<String> WORKFLOW = Set.of("name", "on", "permissions", "concurrency", "env", "jobs");
    private static final Pattern OURS =
            Pattern.compile("(?:deployctl/deployctl/|\\./)(\\.github/actions/[a-z]+)(@.+)?");
    private static final Pattern OUTPUT = Pattern.compile("steps\\.([A-Za-z0-9_-]+)\\.outputs\\.([A-Za-z0-9_-]+)");
    private static final Pattern HERE = Pattern.compile("deployctl\\.yml <<'([A-Z]+)'\n(.*?)\n\\1\n", Pattern.DOTALL);
    private static final Map<String, String> SMALLEST =
            Map.of("app", "app: shop", "artifact", "artifact: target/shop.jar", "listeners", "listeners: {http: 8080}");

    private final Path root;

    YamlBlocks(Path root) {
        this.root = root;
    }

    List<String> faults(Document document) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Document.Block block : document.blocks()) {
            List<String> found = new ArrayList<>();
            if (Set.of("yaml", "yml").contains(block.language())) {
                found.addAll(faults(block.text()));
            } else {
                Matcher here = HERE.matcher(block.text());
                while (here.find()) {
                    deployFile(here.group(2) + "\n").ifPresent(found::add);
                }
            }
            found.forEach(what -> faults.add(document.at(block.line()) + what));
        }
        return faults;
    }

    private List<String> faults(String text) throws IOException {
        Object node;
        try {
            node = yaml(text);
        } catch (YamlEngineException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        if (node instanceof Map<?, ?> map && !map.containsKey("jobs")) {
            String missing = SMALLEST.entrySet().stream()
                    .filter(each -> !map.containsKey(each.getKey()))
                    .map(each -> each.getValue() + "\n")
                    .sorted()
                    .reduce("", String::concat);
            // Some keys alone may lack their neighbours.
            return deployFile(text + missing)
                    .filter(what -> missing.isEmpty() || !what.contains(": required key "))
                    .map(List::of)
                    .orElse(List.of());
        }
        List<String> faults = new ArrayList<>();
        if (node instanceof Map<?, ?> map) {
            map.keySet().stream()
                    .filter(key -> !WORKFLOW.contains(String.valueOf(key)))
                    .forEach(key -> faults.add("a workflow has no " + key));
        }
        Map<String, ActionTables> used = new LinkedHashMap<>();
        steps(node, used, faults);
        Matcher output = OUTPUT.matcher(text);
        while (output.find()) {
            ActionTables action = used.get(output.group(1));
            if (action != null && !action.outputs().containsKey(output.group(2))) {
                faults.add("the action has no output " + output.group(2));
            }
        }
        return faults;
    }

    /** Goes through all there is, since a block may be a whole workflow, a job or some steps. */
    private void steps(Object node, Map<String, ActionTables> used, List<String> faults) throws IOException {
        if (node instanceof List<?> list) {
            for (Object each : list) {
                steps(each, used, faults);
            }
        }
        if (!(node instanceof Map<?, ?> map)) {
            return;
        }
        Matcher ours = OURS.matcher(String.valueOf(map.get("uses")));
        if (ours.matches()) {
            ActionTables action = ActionTables.of(root.resolve(ours.group(1)));
            used.put(String.valueOf(map.get("id")), action);
            if (map.get("with") instanceof Map<?, ?> with) {
                with.keySet().stream()
                        .filter(input -> !action.inputs().containsKey(String.valueOf(input)))
                        .forEach(input -> faults.add("the action has no input " + input));
            }
        }
        for (Object each : map.values()) {
            steps(each, used, faults);
        }
    }

    private Optional<String> deployFile(String text) {
        try {
            DeployFileReader.check(text, root.resolve("deployctl.yml"), "deployctl.yml");
            return Optional.empty();
        } catch (FailureException e) {
            return Optional.of(e.failure().message());
        }
    }

    static Object yaml(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }
}
