package io.github.deployctl.agent.os;

/**
 * What the kernel tells of one TCP connection. The times have the grain of the kernel's clock tick (1 to 10 ms), so two that are equal may stand for either
 * order.
 *
 * @param queued bytes that the process has not read yet, and bytes it has written that the peer has not acknowledged
 * @param sent milliseconds since the last data was sent; since the connection was made, where there was none
 * @param received milliseconds since the last data arrived, likewise
 * @param acknowledged milliseconds since the peer last acknowledged something, alone or with data
 * @param segments in which data has arrived; 0 for a connection that was made and never used
 */
public record Connection(long queued, long sent, long received, long acknowledged, long segments) {}
