/** Netty as far as the tests need it: its class file is on the class path of the child JVMs. */
@NullMarked
package io.netty.channel.epoll;

import org.jspecify.annotations.NullMarked;
