package ngo.zoo.ledger;

import java.time.Instant;
import java.util.UUID;
import ngo.zoo.content.VersionCopy;
import org.jspecify.annotations.Nullable;

/**
 * @param root hex of the snapshot tree's root (RFC 9162 over leaf data sorted bytewise)
 * @param cid of the version's canonical JSON
 * @param pinned where IPFS has it; null while it does not
 * @param archived where Arweave has it; null while it does not
 * @param logSubject under which its leaf stands in the log, kind LIBRARY_VERSION
 */
public record LibraryVersionView(
    String domain,
    int number,
    @Nullable Integer parent,
    String root,
    int size,
    String cid,
    VersionCause causeKind,
    UUID causeId,
    Instant createdAt,
    UUID logSubject,
    @Nullable VersionCopy pinned,
    @Nullable VersionCopy archived) {}
