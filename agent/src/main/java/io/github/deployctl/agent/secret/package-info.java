/** What the app's environment has that nobody is shown: the one file that holds it, and the redactor that knows it. Nothing that starts or asks anything. */
@NullMarked
package io.github.deployctl.agent.secret;

import org.jspecify.annotations.NullMarked;
