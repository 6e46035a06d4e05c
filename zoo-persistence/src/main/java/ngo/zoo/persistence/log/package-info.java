/** The append-only log store: entries, complete subtrees, checkpoints, anchors. */
@NullMarked
package ngo.zoo.persistence.log;

import org.jspecify.annotations.NullMarked;
