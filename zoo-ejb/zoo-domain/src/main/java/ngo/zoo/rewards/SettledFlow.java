package ngo.zoo.rewards;

import java.math.BigInteger;
import java.util.UUID;

/**
 * What one party's final answers paid another.
 *
 * @param forNode for running the node, else for experiences
 * @param independent false when the earner acts for the payer, such as a member of an organisation
 * @param amount base units of KEEPER
 */
public record SettledFlow(
    UUID payer, UUID earner, boolean forNode, boolean independent, BigInteger amount) {}
