/** Nodes and receipts. */
@NullMarked
package ngo.zoo.persistence.routing;

import org.jspecify.annotations.NullMarked;
