/**
 * What the generations print: followed, copied to the journal, capped, kept, read again. An app writes to its file itself, so nothing here stands in its way and
 * nothing is lost while no agent runs. No decision about generations is made here and no system call.
 */
@NullMarked
package io.github.deployctl.agent.log;

import org.jspecify.annotations.NullMarked;
