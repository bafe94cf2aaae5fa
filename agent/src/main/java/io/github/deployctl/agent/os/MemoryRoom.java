package io.github.deployctl.agent.os;

/**
 * What is left under one limit of memory, in bytes.
 *
 * @param name {@code the host}, or the limit's file
 * @param left what can still be had, with what the kernel would take from its caches for it
 * @param limit what there is at all
 */
public record MemoryRoom(String name, long left, long limit) {}
