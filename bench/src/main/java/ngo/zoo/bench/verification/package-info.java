/** How verification judges honest and dishonest nodes, on machines whose figures differ. */
@NullMarked
package ngo.zoo.bench.verification;

import org.jspecify.annotations.NullMarked;
