/** Who asks: one caller from session, bearer token or key. */
@NullMarked
package ngo.zoo.web.security;

import org.jspecify.annotations.NullMarked;
