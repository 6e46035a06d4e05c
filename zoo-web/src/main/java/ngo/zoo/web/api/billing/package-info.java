/** The API of billing: organisations with their projects, keys, budgets and usage. */
@NullMarked
package ngo.zoo.web.api.billing;

import org.jspecify.annotations.NullMarked;
