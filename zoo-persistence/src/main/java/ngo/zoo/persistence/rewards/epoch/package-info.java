/** Reward epochs as they are stored: what they are computed from, what they paid, how they ran. */
@NullMarked
package ngo.zoo.persistence.rewards.epoch;

import org.jspecify.annotations.NullMarked;
