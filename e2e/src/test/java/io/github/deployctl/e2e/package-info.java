/** The built artefacts as black boxes: an installed client, a real sshd, agents and apps in processes of their own. */
@NullMarked
package io.github.deployctl.e2e;

import org.jspecify.annotations.NullMarked;
