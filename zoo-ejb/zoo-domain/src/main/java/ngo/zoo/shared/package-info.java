/** Words every feature shares: amounts, callers, refusals, clocks, governed parameters, pages. */
@NullMarked
package ngo.zoo.shared;

import org.jspecify.annotations.NullMarked;
