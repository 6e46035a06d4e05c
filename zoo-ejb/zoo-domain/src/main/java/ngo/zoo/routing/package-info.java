/** Questions, answers, nodes and receipts. */
@NullMarked
package ngo.zoo.routing;

import org.jspecify.annotations.NullMarked;
