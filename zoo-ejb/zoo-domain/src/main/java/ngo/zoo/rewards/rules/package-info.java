/** Pure rules of rewards: how a fee is divided. */
@NullMarked
package ngo.zoo.rewards.rules;

import org.jspecify.annotations.NullMarked;
