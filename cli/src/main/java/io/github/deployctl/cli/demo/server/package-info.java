/**
 * The small service that {@code deployctl demo} deploys. Its classes are packed into jars of their own and run in their own JVM, so nothing here may use
 * anything but the JDK, and nothing here knows of deployctl.
 */
@NullMarked
package io.github.deployctl.cli.demo.server;

import org.jspecify.annotations.NullMarked;
