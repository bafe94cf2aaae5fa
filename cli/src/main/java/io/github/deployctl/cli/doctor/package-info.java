/**
 * What may keep a push from going well, here and on each host: what is seen ({@code ...Sight}), and what is made of it ({@code ...Diagnoses}), which is a
 * function of the former alone. It changes nothing anywhere. No picocli, no sshj, no terminal.
 */
@NullMarked
package io.github.deployctl.cli.doctor;

import org.jspecify.annotations.NullMarked;
