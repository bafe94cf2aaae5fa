package io.github.deployctl.e2e.kit.actions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A workflow of GitHub, of which the steps are known that run scripts. */
public final class WorkflowFile {
    private WorkflowFile() {}

    /** Reads the job {@code name} of the workflow {@code file} in {@code folder}. What its steps use of actions is left out. Of a shell that is not named the runner makes bash too, without pipefail. */
    public static ActionFile job(Path folder, String file, String name) throws IOException {
        Map<String, Object> jobs = ActionFile.map(
                ActionFile.map(ActionFile.yaml(folder.resolve(file))).getOrDefault("jobs", Map.of()));
        Map<String, Object> job = ActionFile.map(jobs.getOrDefault(name, Map.of()));
        List<ActionFile.Step> scripts = ((List<?>) job.getOrDefault("steps", List.of()))
                .stream()
                        .map(ActionFile::map)
                        .filter(step -> !step.containsKey("uses"))
                        .map(ActionFile::script)
                        .toList();
        Map<String, String> outputs = new LinkedHashMap<>();
        ActionFile.map(job.getOrDefault("outputs", Map.of()))
                .forEach((output, value) -> outputs.put(output, String.valueOf(value)));
        return new ActionFile(folder, Map.of(), outputs, scripts);
    }
}
