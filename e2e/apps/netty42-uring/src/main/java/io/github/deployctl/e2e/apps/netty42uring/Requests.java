package io.github.deployctl.e2e.apps.netty42uring;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Answers one request; {@code /slow} waits on the event loop's timer, not in its thread. */
final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final long PID = ProcessHandle.current().pid();

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        switch (request.uri()) {
            case "/fast" -> answer(context, HttpResponseStatus.OK, text(PID + "\n"));
            case "/slow" ->
                context.executor()
                        .schedule(
                                () -> answer(context, HttpResponseStatus.OK, text(PID + " done\n")),
                                1500,
                                TimeUnit.MILLISECONDS);
            case "/echo" ->
                answer(context, HttpResponseStatus.OK, request.content().retain());
            default -> answer(context, HttpResponseStatus.NOT_FOUND, Unpooled.EMPTY_BUFFER);
        }
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private static void answer(ChannelHandlerContext context, HttpResponseStatus status, ByteBuf body) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        context.writeAndFlush(response);
    }
}
