/** Rings of accounts that rate each other, beside honest parties. */
@NullMarked
package ngo.zoo.bench.reputation;

import org.jspecify.annotations.NullMarked;
