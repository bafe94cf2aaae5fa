package io.github.deployctl.cli.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InventoryTest {
    private final Inventory inventory = inventory();

    private static Inventory inventory() {
        Map<String, List<HostAddress>> groups = new LinkedHashMap<>();
        groups.put(
                "web",
                List.of(HostAddress.parse("web1.example.com"), HostAddress.parse("deploy@web2.example.com:2222")));
        groups.put("batch", List.of(HostAddress.parse("batch1.example.com"), HostAddress.parse("web1.example.com")));
        return new Inventory(groups);
    }

    private List<String> select(String... arguments) throws FailureException {
        return inventory.select(List.of(arguments)).stream()
                .map(HostAddress::label)
                .toList();
    }

    private String refusal(Inventory of, String... arguments) {
        FailureException refused = catchThrowableOfType(FailureException.class, () -> of.select(List.of(arguments)));
        assertThat(refused.failure().code()).isEqualTo(FailureCode.USAGE);
        return refused.failure().message();
    }

    @Test
    void noArgumentMeansEveryHostOnce() throws Exception {
        assertThat(select()).containsExactly("web1.example.com", "web2.example.com:2222", "batch1.example.com");
        assertThat(select("all")).isEqualTo(select());
    }

    @Test
    void groupsAndHostsCanBeMixedAndNoHostComesTwice() throws Exception {
        assertThat(select("batch", "web"))
                .containsExactly("batch1.example.com", "web1.example.com", "web2.example.com:2222");
        assertThat(select("web2.example.com:2222")).containsExactly("web2.example.com:2222");
        assertThat(select("web2.example.com")).containsExactly("web2.example.com:2222");
    }

    @Test
    void theFirstPartOfANameIsEnoughWhenItIsOnlyOnes() throws Exception {
        assertThat(select("web2")).containsExactly("web2.example.com:2222");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearest() {
        assertThat(refusal(inventory, "wbe")).isEqualTo("no host or group \"wbe\" in deployctl.yml; did you mean web?");
        assertThat(refusal(inventory, "database")).isEqualTo("no host or group \"database\" in deployctl.yml");
    }

    @Test
    void anAmbiguousNameIsRefused() {
        Inventory twins = new Inventory(
                Map.of("all", List.of(HostAddress.parse("web1.a.example"), HostAddress.parse("web1.b.example"))));

        assertThat(refusal(twins, "web1")).contains("web1.a.example, web1.b.example");
    }

    @Test
    void withoutDeclaredHostsAnArgumentIsTakenAsOne() throws Exception {
        assertThat(Inventory.NONE.select(List.of("ada@web9:2200"))).containsExactly(HostAddress.parse("ada@web9:2200"));
        assertThat(refusal(Inventory.NONE)).contains("declares no hosts");
        assertThat(refusal(Inventory.NONE, "a b")).contains("\"a b\"");
    }
}
