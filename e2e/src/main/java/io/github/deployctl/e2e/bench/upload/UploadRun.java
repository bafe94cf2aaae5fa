package io.github.deployctl.e2e.bench.upload;

import io.github.deployctl.e2e.bench.upload.Senders.Sent;
import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Site;
import io.github.deployctl.e2e.kit.TempFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** One row of transfers for each kind of jar and line, the tools one after another, and the ratios of what they took. */
public final class UploadRun {
    private static final int ONE = 1;
    private static final int ELEVEN = 11;

    private final Installation installation;
    private final Path apps;
    private final Consumer<String> progress;
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<Double> coldOverScp = new ArrayList<>();

    public UploadRun(Installation installation, Path apps, Consumer<String> progress) {
        this.installation = installation;
        this.apps = apps;
        this.progress = progress;
    }

    /** A way to write a build of a jar. */
    private interface Build {
        Path write(String version, int changed) throws IOException;
    }

    public Map<String, Double> measure() throws IOException, InterruptedException {
        Senders.requireRsync();
        try (TempFolder temp = new TempFolder()) {
            BigJars jars = new BigJars(apps, temp.path());
            for (boolean far : new boolean[] {false, true}) {
                int before = coldOverScp.size();
                measure("boot", jars::boot, far);
                measure("uber", jars::uber, far);
                figures.put(
                        far ? "coldFarSecondsOverScp" : "coldDirectSecondsOverScp",
                        largest(coldOverScp.subList(before, coldOverScp.size())));
            }
        }
        figures.put("coldSecondsOverScp", largest(coldOverScp));
        return figures;
    }

    private static double largest(List<Double> ratios) {
        return ratios.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** What single transfers took. */
    public List<String> remarks() {
        return remarks;
    }

    private void measure(String kind, Build build, boolean far) throws IOException, InterruptedException {
        SlowLine.Speed speed = far ? SlowLine.Speed.FAR : SlowLine.Speed.DIRECT;
        try (Site site = Site.start(installation);
                SlowLine line = SlowLine.to(site.sshd().port(), speed)) {
            Senders senders = new Senders(site, line);
            String where = kind + (far ? " far" : " direct");
            Path first = build.write("1.0.0", 0);
            Sent scp = note(where + " cold scp", senders.scp(first));
            note(where + " cold rsync", senders.rsync(first));
            Sent cold = note(where + " cold deployctl", senders.deployctl(first));
            coldOverScp.add(cold.seconds() / scp.seconds());
            changed(kind, where, ONE, build, senders, far);
            changed(kind, where, ELEVEN, build, senders, far);
        }
    }

    private void changed(String kind, String where, int classes, Build build, Senders senders, boolean far)
            throws IOException, InterruptedException {
        String name = classes == ONE ? "One" : "Eleven";
        // The same version in the manifest and the settings, so that nothing but the classes differs.
        Path next = build.write("1.0.0", classes);
        Sent rsync = note(where + " " + classes + " rsync", senders.rsync(next));
        Sent own = note(where + " " + classes + " deployctl", senders.deployctl(next));
        if (far) {
            figures.put(kind + name + "ClassSecondsOverRsync", own.seconds() / rsync.seconds());
        } else {
            figures.put(kind + name + "ClassBytes", (double) own.ownBytes());
            figures.put(kind + name + "ClassWireBytes", (double) own.wireBytes());
            figures.put(kind + name + "ClassWireBytesOverRsync", (double) own.wireBytes() / rsync.wireBytes());
        }
    }

    private Sent note(String what, Sent sent) {
        String line = String.format(
                Locale.ROOT,
                "%-28s %8.2f s %12d bytes up%s",
                what,
                sent.seconds(),
                sent.wireBytes(),
                sent.ownBytes() == 0 ? "" : ", " + sent.ownBytes() + " of the jar or its recipe");
        remarks.add(line);
        progress.accept(line);
        return sent;
    }
}
