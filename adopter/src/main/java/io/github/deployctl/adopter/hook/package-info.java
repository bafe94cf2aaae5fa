/**
 * What touches the inside of the JDK: the definition of the hook class, the patches of {@code sun.nio.ch}, and the few internal
 * calls that the adopter makes. The only package that may use ASM or reflection; no decision about sockets is made here.
 */
@NullMarked
package io.github.deployctl.adopter.hook;

import org.jspecify.annotations.NullMarked;
