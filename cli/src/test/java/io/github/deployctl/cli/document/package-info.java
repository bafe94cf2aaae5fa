/** What holds the documents of the project to the project: links, command lines, configurations, workflows, tables. Nothing here is run or reaches a network. */
@NullMarked
package io.github.deployctl.cli.document;

import org.jspecify.annotations.NullMarked;
