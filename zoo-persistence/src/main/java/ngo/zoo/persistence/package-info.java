/** What every part stores alike: ids, the business clock, parameter values. */
@NullMarked
package ngo.zoo.persistence;

import org.jspecify.annotations.NullMarked;
