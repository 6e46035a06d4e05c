package ngo.zoo.persistence.ledger.audit;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import ngo.zoo.content.Block;
import ngo.zoo.content.Car;
import ngo.zoo.content.CopyStore;
import ngo.zoo.content.VersionManifest;
import ngo.zoo.ledger.audit.LedgerCheck;
import ngo.zoo.ledger.audit.LedgerFinding;
import ngo.zoo.ledger.audit.StoreReader;
import ngo.zoo.ledger.rules.CommittedVersion;
import ngo.zoo.log.Cid;
import org.jspecify.annotations.Nullable;

/** Copies in other stores: by what they are known, and what the stores hand out. */
final class CopyAudit {
  private final Outside outside;
  private final Tally addresses;
  private final Tally stores;

  CopyAudit(AuditProgress progress, Outside outside) {
    this.outside = outside;
    this.addresses = new Tally(LedgerCheck.COPIES, progress);
    this.stores = new Tally(LedgerCheck.STORES, progress);
  }

  List<LedgerFinding> findings() {
    return List.of(addresses.finding(), stores.finding());
  }

  /**
   * @param members leaf data in the order of the snapshot tree
   */
  void version(VersionRow row, @Nullable CommittedVersion record, Collection<byte[]> members) {
    String pinned = row.pinned();
    String archived = row.archived();
    Cid id = row.recordId();
    if (record == null || id == null || pinned == null && archived == null) {
      return;
    }
    VersionManifest manifest =
        new VersionManifest(
            record.domain(),
            record.number(),
            HexFormat.of().formatHex(record.root()),
            id,
            members.stream().map(Cid::ofDigest).toList());
    if (pinned != null) {
      String address = manifest.block().cid().text();
      copy(row, CopyStore.IPFS, pinned, pinned.equals(address));
      stored(row, CopyStore.IPFS, address, manifest);
    }
    if (archived != null) {
      copy(row, CopyStore.ARWEAVE, archived, archived.equals(row.signedItem()));
      stored(row, CopyStore.ARWEAVE, archived, manifest);
    }
  }

  private void copy(VersionRow row, CopyStore store, String address, boolean fits) {
    addresses.judge(thing(row, store), fits ? List.of() : List.of("address " + address));
  }

  private static String thing(VersionRow row, CopyStore store) {
    return row.name() + " in " + store;
  }

  private void stored(VersionRow row, CopyStore store, String address, VersionManifest manifest) {
    StoreReader reader = outside.reader(store).orElse(null);
    if (reader == null) {
      stores.skips("no " + store + " to ask");
      return;
    }
    try {
      Car car = Car.parse(reader.archive(address));
      stores.judge(thing(row, store), holds(car, manifest) ? List.of() : List.of("blocks"));
    } catch (IOException e) {
      stores.skips(store + " does not answer: " + e.getMessage());
    } catch (IllegalArgumentException | IllegalStateException e) {
      stores.differs(thing(row, store) + ": " + e.getMessage());
    }
  }

  /** Each block was checked against its id when it was read, so that the ids are enough. */
  private static boolean holds(Car car, VersionManifest manifest) {
    Set<Cid> expected = new HashSet<>(manifest.members());
    expected.add(manifest.record());
    expected.add(manifest.block().cid());
    Set<Cid> found = new HashSet<>();
    car.blocks().stream().map(Block::cid).forEach(found::add);
    // A store that hands out what a root links to leaves the second root out; its block is linked.
    return found.equals(expected) && car.roots().contains(manifest.block().cid());
  }
}
