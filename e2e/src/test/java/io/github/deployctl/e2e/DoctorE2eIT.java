package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.e2e.kit.Outcome;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What {@code doctor} says of a real agent, before and after a push, and when it is gone. */
class DoctorE2eIT extends E2eHost {
    private Map<String, String> levels(int exit) {
        Outcome done = site.quickly("doctor", "--json");
        assertThat(done.exit()).as(done.all()).isEqualTo(exit);
        JsonObject document = JsonParser.parseString(done.out()).getAsJsonObject();
        Map<String, String> levels = new TreeMap<>();
        for (JsonElement each :
                document.getAsJsonArray("hosts").get(0).getAsJsonObject().getAsJsonArray("findings")) {
            JsonObject finding = each.getAsJsonObject();
            levels.put(finding.get("check").getAsString(), finding.get("level").getAsString());
        }
        return levels;
    }

    @Test
    void aRealAgentTellsWhatItsHostHasAndIsMissedWhenItIsGone() throws Exception {
        Map<String, String> fresh = levels(0);
        assertThat(fresh)
                .containsEntry("connection", "ok")
                .containsEntry("host key", "ok")
                .containsEntry("agent", "ok")
                .containsEntry("java", "ok")
                .containsEntry("clock", "ok")
                .containsEntry("memory", "skip");
        assertThat(fresh.get("overflow")).isIn("ok", "warn");

        site.pushQuickly(jars.good("1.0.0"));
        Map<String, String> serving = levels(0);
        assertThat(serving).containsEntry("app", "ok");
        assertThat(serving.get("memory")).isIn("ok", "warn");

        site.agent().kill();
        assertThat(levels(4))
                .containsEntry("login", "ok")
                .containsEntry("agent", "fail")
                .containsEntry("memory", "skip");
    }
}
