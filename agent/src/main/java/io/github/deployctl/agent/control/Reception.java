package io.github.deployctl.agent.control;

import io.github.deployctl.agent.policy.HostPolicy;
import io.github.deployctl.agent.release.Arrival;
import io.github.deployctl.agent.release.Incoming;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.agent.release.StorageException;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.fetch.Download;
import io.github.deployctl.common.fetch.Origin;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Frames;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Takes in one client's artifacts, whole or as recipes. For the client's thread. */
final class Reception {
    /** More would not be looked at: one is enough for a recipe. */
    private static final int MOST_BASES = 5;
    /** Of an index in one event; a multiple of 3, so that no piece but the last is padded. */
    private static final int PIECE = 3 << 13;

    private final HostPolicy policy;
    private final Incoming incoming;
    private final ReleaseStore store;
    private final Client client;

    Reception(Admission admission, Client client) {
        this.policy = admission.policy();
        this.incoming = admission.incoming();
        this.store = admission.store();
        this.client = client;
    }

    /** The other end. */
    interface Client extends Fetching.Listener {
        /** Returns what comes from it from now on, under the deadlines of an upload, which {@link #uploaded} ends. */
        InputStream upload();

        void uploaded();
    }

    void stage(Request.Stage stage) throws IOException, FailureException {
        if (holds(stage.artifact())) {
            client.send(new Reply.ArtifactPresent());
            return;
        }
        incoming.makeSureOfRoom(stage.artifact(), stage.size());
        List<Checksum> bases = stage.recipes() ? bases() : List.of();
        if (!bases.isEmpty()) {
            client.send(new Reply.BasesOffered(bases));
            return;
        }
        boolean answered = false;
        while (!answered) {
            answered = receive(stage);
        }
    }

    /** Returns false when what was there of the artifact was a wrong beginning: it is gone, so it does not go on for ever. */
    private boolean receive(Request.Stage stage) throws IOException, FailureException {
        try (Arrival arrival = expect(stage)) {
            client.send(new Reply.ArtifactWanted(arrival.offset()));
            try (InputStream frames = Frames.open(client.upload())) {
                return receive(arrival, stage.size(), frames);
            } finally {
                client.uploaded();
            }
        }
    }

    private boolean receive(Arrival arrival, long size, InputStream frames) throws IOException, FailureException {
        try {
            boolean whole = arrival.receive(frames);
            if (whole) {
                client.send(new Reply.ArtifactPresent());
            }
            return whole;
        } catch (StorageException e) {
            refuse(size, e, frames);
            return true;
        }
    }

    private Arrival expect(Request.Stage stage) throws IOException, FailureException {
        try {
            return incoming.expect(stage.artifact(), stage.size());
        } catch (StorageException e) {
            throw incoming.notStored(stage.size(), e).asException();
        }
    }

    /** The client is told at once, and goes when it hears it. What it sends until then must be read, or the connection would end before the answer is there. */
    private void refuse(long size, StorageException cause, InputStream frames) throws IOException {
        client.send(new Reply.Failed(incoming.notStored(size, cause)));
        frames.transferTo(OutputStream.nullOutputStream());
    }

    /** Whoever may ask for this may also have the app run what they like, so an address inside of the host's network gives nothing that is not theirs already. */
    void fetch(Request.Fetch fetch, String version) throws IOException, FailureException {
        policy.requireFetching();
        Origin origin;
        try {
            origin = Origin.of(fetch.url(), fetch.artifact());
        } catch (IllegalArgumentException e) {
            throw Failure.of(FailureCode.USAGE, "nothing was fetched: " + e.getMessage())
                    .asException();
        }
        boolean there = holds(origin.checksum());
        while (!there) {
            there = fetch(origin, version);
        }
        client.send(new Reply.ArtifactPresent());
    }

    private boolean fetch(Origin origin, String version) throws IOException, FailureException {
        try (Download download = Download.open(origin, "deployctl-agent/" + version)) {
            incoming.makeSureOfRoom(origin.checksum(), download.length());
            try (Arrival arrival = incoming.expect(origin.checksum(), download.length())) {
                Fetching in = new Fetching(download, client);
                in.skipNBytes(arrival.offset());
                return arrival.receive(in);
            } catch (Fetching.BrokenException e) {
                throw Download.failed(origin, e.why());
            } catch (StorageException e) {
                throw incoming.notStored(download.length(), e).asException();
            }
        }
    }

    void rebuild(Request.Rebuild rebuild) throws IOException {
        try (InputStream recipe = Frames.open(client.upload())) {
            rebuild(rebuild, recipe);
        } finally {
            client.uploaded();
        }
    }

    private void rebuild(Request.Rebuild rebuild, InputStream recipe) throws IOException {
        try {
            boolean rebuilt = incoming.rebuild(rebuild, store::locate, recipe);
            recipe.transferTo(OutputStream.nullOutputStream());
            client.send(rebuilt ? new Reply.ArtifactPresent() : new Reply.BasesOffered(List.of()));
        } catch (StorageException e) {
            refuse(rebuild.size(), e, recipe);
        }
    }

    void describe(Request.Describe describe) throws IOException, FailureException {
        Path artifact = store.locate(describe.artifact());
        try (Pieces pieces = new Pieces()) {
            Incoming.describe(artifact, pieces);
        }
        client.send(new Reply.ArtifactPresent());
    }

    private boolean holds(Checksum artifact) {
        return incoming.holds(artifact) || store.holds(artifact);
    }

    private List<Checksum> bases() {
        return store.list().stream()
                .map(Release::artifact)
                .distinct()
                .limit(MOST_BASES)
                .toList();
    }

    /** Sends what is written in pieces. */
    private final class Pieces extends OutputStream {
        private final byte[] piece = new byte[PIECE];
        private int length;

        @Override
        public void write(int b) throws IOException {
            piece[length++] = (byte) b;
            if (length == PIECE) {
                flushPiece();
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            for (int i = 0; i < count; i++) {
                write(bytes[offset + i]);
            }
        }

        @Override
        public void close() throws IOException {
            if (length > 0) {
                flushPiece();
            }
        }

        private void flushPiece() throws IOException {
            client.send(new Event.Described(Base64.getEncoder().encodeToString(Arrays.copyOf(piece, length))));
            length = 0;
        }
    }
}
