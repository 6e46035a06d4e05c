/** The REST API under /api/v1 and what it shares with /v1: JSON, problems, paging, sign-in. */
@org.jspecify.annotations.NullMarked
package ngo.zoo.web.api;
