/** Who is asking: browser session, bearer token or API key, made one Caller. */
@org.jspecify.annotations.NullMarked
package ngo.zoo.web.security;
