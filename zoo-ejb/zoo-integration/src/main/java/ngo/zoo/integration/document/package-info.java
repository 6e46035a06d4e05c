/** Documents to print and keep: the only place that knows the PDF library. */
@NullMarked
package ngo.zoo.integration.document;

import org.jspecify.annotations.NullMarked;
