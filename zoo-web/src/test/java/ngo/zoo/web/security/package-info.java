/** Tests of sign-in. */
@org.jspecify.annotations.NullMarked
package ngo.zoo.web.security;
