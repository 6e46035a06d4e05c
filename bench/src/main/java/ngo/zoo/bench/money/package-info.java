/**
 * How many transfers a second the ledger posts, beside other ways to post on the same PostgreSQL.
 */
@NullMarked
package ngo.zoo.bench.money;

import org.jspecify.annotations.NullMarked;
