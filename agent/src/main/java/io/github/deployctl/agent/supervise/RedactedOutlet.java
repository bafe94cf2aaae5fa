package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.launch.Errand;
import io.github.deployctl.agent.secret.SecretStore;
import io.github.deployctl.common.secret.RedactedBytes;
import java.io.IOException;

/** Takes the app's secrets out of what a command prints, whose environment has them. */
final class RedactedOutlet implements Errand.Outlet {
    private final SecretStore secrets;
    private final Errand.Outlet outlet;
    private RedactedBytes[] streams = {};

    RedactedOutlet(SecretStore secrets, Errand.Outlet outlet) {
        this.secrets = secrets;
        this.outlet = outlet;
    }

    @Override
    public void print(boolean error, byte[] bytes, int length) throws IOException {
        byte[] shown = stream(error).take(bytes, length);
        if (shown.length > 0) {
            outlet.print(error, shown, shown.length);
        }
    }

    /** Passes on what is left, to whoever is still there. */
    void end() {
        for (boolean error : new boolean[] {false, true}) {
            byte[] rest = stream(error).rest();
            try {
                if (rest.length > 0) {
                    outlet.print(error, rest, rest.length);
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Made when the first is printed: by then the environment has been read. */
    private synchronized RedactedBytes stream(boolean error) {
        if (streams.length == 0) {
            streams =
                    new RedactedBytes[] {new RedactedBytes(secrets.redactor()), new RedactedBytes(secrets.redactor())};
        }
        return streams[error ? 1 : 0];
    }
}
