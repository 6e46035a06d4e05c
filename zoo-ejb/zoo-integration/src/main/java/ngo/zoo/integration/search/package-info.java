/**
 * Indexes for more vectors than are worth scanning: Lucene's graph in memory, OpenSearch beside.
 */
@NullMarked
package ngo.zoo.integration.search;

import org.jspecify.annotations.NullMarked;
