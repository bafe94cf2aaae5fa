/** What the agent remembers on disk beside the releases: the state it would resume from, and the history. Plain records and files; decides nothing. */
@NullMarked
package io.github.deployctl.agent.state;

import org.jspecify.annotations.NullMarked;
