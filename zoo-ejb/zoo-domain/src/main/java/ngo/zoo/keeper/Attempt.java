package ngo.zoo.keeper;

/** One try at a task: the rule it named, the digits it gave, and whether they were right. */
public record Attempt(Rule rule, Digits result, boolean right) {}
