/**
 * What a black-box test needs: the installed tool, a real sshd, an agent, a project folder, and a look at processes from outside. Nothing here knows how
 * deployctl works inside, and whatever is started here is ended here, by pid.
 */
@NullMarked
package io.github.deployctl.e2e.kit;

import org.jspecify.annotations.NullMarked;
