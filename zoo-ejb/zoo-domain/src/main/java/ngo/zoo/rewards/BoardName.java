package ngo.zoo.rewards;

/** How a member is called on the leader boards. */
public record BoardName(String label, boolean named) {}
