/** The search adapter against a real OpenSearch in the test's own JVM. */
@NullMarked
package ngo.zoo.integration.search;

import org.jspecify.annotations.NullMarked;
