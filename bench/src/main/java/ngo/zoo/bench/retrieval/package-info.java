/** Retrieval beside plain Lucene, brute force and FAISS. */
@NullMarked
package ngo.zoo.bench.retrieval;

import org.jspecify.annotations.NullMarked;
