/** What is done on the hosts: the plan as a value, the recipe for one host, the order of many. Knows no terminal and no command line. */
@NullMarked
package io.github.deployctl.cli.deploy;

import org.jspecify.annotations.NullMarked;
