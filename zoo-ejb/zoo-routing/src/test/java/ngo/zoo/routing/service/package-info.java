/** Tests of what services do without a container. */
@org.jspecify.annotations.NullMarked
package ngo.zoo.routing.service;
