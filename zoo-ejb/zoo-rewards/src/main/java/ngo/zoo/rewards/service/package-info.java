/** The services of rewards. */
@NullMarked
package ngo.zoo.rewards.service;

import org.jspecify.annotations.NullMarked;
