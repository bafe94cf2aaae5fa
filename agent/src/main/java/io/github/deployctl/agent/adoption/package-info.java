/**
 * The agent's end of the channel to the adopters inside the app's JVMs. Lines over a Unix socket; who does not know a generation's token is nobody. Decides
 * nothing: it reports, and passes commands on.
 */
@NullMarked
package io.github.deployctl.agent.adoption;

import org.jspecify.annotations.NullMarked;
