/** Audits of a running stack that trust nothing the application says of itself. */
@NullMarked
package ngo.zoo.dev.audit;

import org.jspecify.annotations.NullMarked;
