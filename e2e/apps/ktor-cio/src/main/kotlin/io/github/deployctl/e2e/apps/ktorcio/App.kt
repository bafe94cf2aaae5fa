package io.github.deployctl.e2e.apps.ktorcio

import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer
import io.ktor.server.request.receive
import io.ktor.server.response.respondBytes
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import kotlinx.coroutines.delay

private val pid = ProcessHandle.current().pid()

/** Ktor on its own engine, whose sockets have a selector of their own. */
fun main(args: Array<String>) {
    embeddedServer(CIO, port = args[0].toInt()) {
        routing {
            get("/fast") { call.respondText("$pid\n") }
            get("/slow") {
                delay(1500)
                call.respondText("$pid done\n")
            }
            post("/echo") { call.respondBytes(call.receive<ByteArray>()) }
        }
    }.start(wait = true)
}
