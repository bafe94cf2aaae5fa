/**
 * What has to live inside java.base to be reached from the patched methods of this package. Only calls out to the adopter
 * belong here; no decision does.
 */
package sun.nio.ch;
