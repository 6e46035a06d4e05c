/** Tests of the REST API's own rules. */
@org.jspecify.annotations.NullMarked
package ngo.zoo.web.api;
