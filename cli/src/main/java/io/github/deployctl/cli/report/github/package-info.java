/** A report as a step of GitHub Actions leaves it: a summary in Markdown, outputs, annotations. Values in, text out; no file is written here. */
@NullMarked
package io.github.deployctl.cli.report.github;

import org.jspecify.annotations.NullMarked;
