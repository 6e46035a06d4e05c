/** Faces beans of the portal: each page asks one {@code *View}, which asks the services. */
@NullMarked
package ngo.zoo.web.portal;

import org.jspecify.annotations.NullMarked;
