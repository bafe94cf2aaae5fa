/** The drawings in the documents, made from the states that the agent has and from what they answer to events. Nothing here is tested but that they are current. */
@NullMarked
package io.github.deployctl.agent.drawing;

import org.jspecify.annotations.NullMarked;
