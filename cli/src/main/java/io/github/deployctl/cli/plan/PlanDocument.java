package io.github.deployctl.cli.plan;

import io.github.deployctl.cli.plan.HostPlan.Found;
import io.github.deployctl.cli.plan.HostPlan.Origin;
import io.github.deployctl.cli.plan.HostPlan.Room;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.jar.MainClass;
import io.github.deployctl.common.release.Checksum;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The JSON document of a plan. Members are only ever added while {@code schema} stays.
 *
 * @param outcome {@code pending}, {@code unchanged}, {@code refused} or {@code failed}
 * @param hosts in the order of the push
 */
public record PlanDocument(
        int schema,
        String command,
        String outcome,
        int exitCode,
        String app,
        String release,
        Jar artifact,
        List<Host> hosts) {
    private static final int SCHEMA = 1;

    /**
     * What would be pushed.
     *
     * @param size in bytes; 0 where it is not here
     * @param java the Java feature release it was compiled for; 0 where that is not known
     * @param classFile the class-file version of that
     */
    public record Jar(String version, Checksum sha256, long size, int java, int classFile) {}

    /**
     * One host.
     *
     * @param outcome {@code first}, {@code replace}, {@code start}, {@code nothing}, or {@code failed}
     * @param previous the release that is installed, or null
     * @param dependencies null where they are not known, or the artifact is the same
     * @param sendBytes in a recipe, or all of the artifact
     * @param sendExact whether it is not only the most that it can be
     * @param refusals why the push would be refused
     */
    public record Host(
            String host,
            String outcome,
            @Nullable String previous,
            @Nullable Long previousSize,
            @Nullable DependencyChanges dependencies,
            @Nullable List<Change> config,
            @Nullable List<Change> listeners,
            @Nullable Long sendBytes,
            @Nullable Boolean sendExact,
            @Nullable Room room,
            @Nullable List<Failure> refusals,
            @Nullable List<String> notes,
            @Nullable Failure failure) {}

    /** Returns the document of {@code plan}, which was asked for by {@code command}. */
    public static PlanDocument of(String command, PushPlan plan, int exitCode) {
        int java = plan.contents().feature();
        Jar artifact = new Jar(
                plan.push().artifact().version(),
                plan.push().artifact().checksum(),
                plan.push().artifact().size(),
                java,
                java == 0 ? 0 : MainClass.classFileVersion(java));
        return new PlanDocument(
                SCHEMA,
                command,
                plan.outcome(),
                exitCode,
                plan.push().declaration().app().value(),
                plan.push().release().value(),
                artifact,
                plan.hosts().stream().map(PlanDocument::host).toList());
    }

    private static Host host(HostPlan host) {
        String label = host.host().label();
        Found found = host.found();
        if (found == null) {
            return new Host(
                    label, "failed", null, null, null, null, null, null, null, null, null, null, host.failure());
        }
        Origin from = found.from();
        return new Host(
                label,
                found.action().name().toLowerCase(Locale.ROOT),
                from == null ? null : from.release(),
                from == null ? null : from.size(),
                found.changes().dependencies(),
                found.changes().config(),
                found.changes().listeners(),
                found.send().bytes(),
                found.send().exact(),
                found.room(),
                found.refusals(),
                found.notes(),
                null);
    }
}
