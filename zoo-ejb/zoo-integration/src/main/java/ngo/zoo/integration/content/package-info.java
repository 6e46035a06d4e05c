/** Stores of others that keep library versions: IPFS by Kubo's RPC, Arweave by ANS-104. */
@NullMarked
package ngo.zoo.integration.content;

import org.jspecify.annotations.NullMarked;
