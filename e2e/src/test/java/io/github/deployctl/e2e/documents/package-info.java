/** The documents as a reader follows them: finding the commands in them and typing each on hosts of a lab. What the commands have to do is tested elsewhere. */
@NullMarked
package io.github.deployctl.e2e.documents;

import org.jspecify.annotations.NullMarked;
