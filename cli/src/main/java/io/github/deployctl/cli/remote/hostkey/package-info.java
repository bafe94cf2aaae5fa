/** Which host keys are known, as OpenSSH's known_hosts files say it. Bytes and text only; no SSH library and no network. */
@NullMarked
package io.github.deployctl.cli.remote.hostkey;

import org.jspecify.annotations.NullMarked;
