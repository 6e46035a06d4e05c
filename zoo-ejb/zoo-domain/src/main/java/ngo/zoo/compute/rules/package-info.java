/** Rules of compute billing: the price of GPU time and who gets it. */
@NullMarked
package ngo.zoo.compute.rules;

import org.jspecify.annotations.NullMarked;
