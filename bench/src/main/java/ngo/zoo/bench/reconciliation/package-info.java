/** Many usage events through the real code, then everything that tells of them held together. */
@NullMarked
package ngo.zoo.bench.reconciliation;

import org.jspecify.annotations.NullMarked;
