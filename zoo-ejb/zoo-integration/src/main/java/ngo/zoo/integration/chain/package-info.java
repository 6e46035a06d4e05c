/** Anchoring of the log on an EVM chain; nothing outside this package sees web3j. */
@NullMarked
package ngo.zoo.integration.chain;

import org.jspecify.annotations.NullMarked;
