/** Credit leases in memory: what a server may spend for a payer without asking the books. */
@NullMarked
package ngo.zoo.rewards.leases;

import org.jspecify.annotations.NullMarked;
