package io.github.deployctl.common.protocol;

/** Asks which variables there are. Answered by {@link SecretsReport}. */
public record ListSecrets() implements Request.OfSecrets {}
