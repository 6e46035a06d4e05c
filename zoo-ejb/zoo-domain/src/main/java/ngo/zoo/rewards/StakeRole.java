package ngo.zoo.rewards;

import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;

/** What a standing stake vouches for, in which asset, and the least that makes it count. */
public enum StakeRole {
  /** One node that answers questions; each node has a stake of its own. */
  INFERENCE_NODE(Asset.KEEPER, Parameter.NODE_STAKE),
  /** Everything a provider offers to compute jobs. */
  COMPUTE_PROVIDER(Asset.ZEN, Parameter.COMPUTE_STAKE);

  private final Asset asset;
  private final Parameter least;

  StakeRole(Asset asset, Parameter least) {
    this.asset = asset;
    this.least = least;
  }

  public Asset asset() {
    return asset;
  }

  /** The governed minimum. */
  public Amount minimum(Parameters parameters) {
    return Amount.parse(asset, parameters.text(least));
  }
}
