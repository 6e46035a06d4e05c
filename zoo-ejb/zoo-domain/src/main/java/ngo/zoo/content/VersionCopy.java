package ngo.zoo.content;

import java.time.Instant;

/**
 * That a library version stands in a store outside of this house.
 *
 * @param address what the store knows it by: the CID of the manifest in IPFS, the id of the data
 *     item on Arweave
 */
public record VersionCopy(String address, Instant storedAt) {}
