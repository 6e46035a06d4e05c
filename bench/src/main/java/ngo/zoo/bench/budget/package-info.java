/** Server processes that race over one budget, and one of them killed. */
@NullMarked
package ngo.zoo.bench.budget;

import org.jspecify.annotations.NullMarked;
