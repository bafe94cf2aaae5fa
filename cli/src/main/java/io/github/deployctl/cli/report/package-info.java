/** What is printed in the end: a result line for people, one JSON document for programs, a failure in full. Values in, text out. */
@NullMarked
package io.github.deployctl.cli.report;

import org.jspecify.annotations.NullMarked;
