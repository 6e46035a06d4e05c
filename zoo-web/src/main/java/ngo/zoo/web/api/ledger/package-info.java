/** Imports, exports and new vectors over HTTP. */
@NullMarked
package ngo.zoo.web.api.ledger;

import org.jspecify.annotations.NullMarked;
