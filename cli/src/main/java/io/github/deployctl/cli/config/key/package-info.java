/** What every key of the configuration is: the one source of what the readers accept, of the reference, of the JSON schema and of what is shown. Knows neither YAML nor the command line, and reads nothing. */
@NullMarked
package io.github.deployctl.cli.config.key;

import org.jspecify.annotations.NullMarked;
