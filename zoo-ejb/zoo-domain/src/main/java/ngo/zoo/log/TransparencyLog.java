package ngo.zoo.log;

import java.util.Map;
import java.util.UUID;

/**
 * The one append-only log of the foundation (RFC 9162 tree, SHA-256). Everybody appends in their
 * own transaction; a sequencer gives committed entries their index every few seconds, signs a
 * checkpoint (C2SP tlog-checkpoint) and queues its anchor.
 */
public interface TransparencyLog {
  /**
   * Appends one leaf in the caller's transaction.
   *
   * @param subject id of the thing committed to; one leaf per kind and subject
   * @param record the committed object: maps, lists, strings, booleans and longs only; {@code type}
   *     is added by the log
   * @return the canonical JSON (RFC 8785) whose SHA-256 is the leaf's data
   */
  String append(LeafKind kind, UUID subject, Map<String, ?> record);
}
