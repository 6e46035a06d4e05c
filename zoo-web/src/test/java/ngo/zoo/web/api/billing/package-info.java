/** Tests of the API of billing. */
@org.jspecify.annotations.NullMarked
package ngo.zoo.web.api.billing;
