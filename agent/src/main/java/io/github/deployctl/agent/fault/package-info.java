/**
 * The steps at which an agent can be made to die on purpose, so that a test can have it die at each of them. Without the debug variable in its environment
 * nothing here does anything. Decides nothing and is known to everybody; knows only {@code os}.
 */
@NullMarked
package io.github.deployctl.agent.fault;

import org.jspecify.annotations.NullMarked;
