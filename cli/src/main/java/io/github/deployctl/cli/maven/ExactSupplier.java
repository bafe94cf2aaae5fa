package io.github.deployctl.cli.maven;

import java.util.List;
import java.util.Map;
import org.eclipse.aether.impl.ArtifactDescriptorReader;
import org.eclipse.aether.impl.MetadataGeneratorFactory;
import org.eclipse.aether.impl.VersionRangeResolver;
import org.eclipse.aether.impl.VersionResolver;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionRangeResult;
import org.eclipse.aether.resolution.VersionResult;
import org.eclipse.aether.spi.artifact.transformer.ArtifactTransformer;
import org.eclipse.aether.spi.checksums.ProvidedChecksumsSource;
import org.eclipse.aether.spi.connector.transport.TransporterFactory;
import org.eclipse.aether.spi.validator.ValidatorFactory;
import org.eclipse.aether.supplier.RepositorySystemSupplier;

/** The resolver, for one file of an exact version: without poms, ranges and snapshots, and so without what of Maven would read those. */
final class ExactSupplier extends RepositorySystemSupplier {
    private final TransporterFactory transport;
    private final ProvidedChecksumsSource wanted;

    /**
     * Makes one.
     *
     * @param wanted the checksums that are known beforehand: what has another is not taken, whatever the repository says
     */
    ExactSupplier(TransporterFactory transport, ProvidedChecksumsSource wanted) {
        this.transport = transport;
        this.wanted = wanted;
    }

    @Override
    protected Map<String, TransporterFactory> createTransporterFactories() {
        return Map.of("fetch", transport);
    }

    @Override
    protected Map<String, ProvidedChecksumsSource> createProvidedChecksumsSources() {
        return Map.of("wanted", wanted);
    }

    @Override
    protected VersionResolver createVersionResolver() {
        return (session, request) ->
                new VersionResult(request).setVersion(request.getArtifact().getVersion());
    }

    @Override
    protected VersionRangeResolver createVersionRangeResolver() {
        return (session, request) -> {
            throw new VersionRangeResolutionException(new VersionRangeResult(request));
        };
    }

    @Override
    protected ArtifactDescriptorReader createArtifactDescriptorReader() {
        return (session, request) -> {
            throw new ArtifactDescriptorException(new ArtifactDescriptorResult(request));
        };
    }

    @Override
    protected Map<String, MetadataGeneratorFactory> createMetadataGeneratorFactories() {
        return Map.of();
    }

    @Override
    protected Map<String, ArtifactTransformer> createArtifactTransformers() {
        return Map.of();
    }

    @Override
    protected List<ValidatorFactory> createValidatorFactories() {
        return List.of();
    }
}
