package ngo.zoo.routing;

import ngo.zoo.shared.Amount;

/**
 * A node's record with one model, and whether cheating would pay it.
 *
 * @param backend what the node sealed as its backend with the latest answer judged; empty for none
 * @param valid checked results in a row that were valid
 * @param probability of a check, in millionths
 * @param calibrated whether a slash may rest on the thresholds that answer was judged by
 * @param atStake what a slash takes
 * @param loss to be expected per false answer
 * @param gain at most saved per false answer
 * @param deterred whether the loss is above the gain
 */
public record NodeTrackView(
    String modelSha256,
    String backend,
    int valid,
    int probability,
    boolean calibrated,
    Amount atStake,
    Amount loss,
    Amount gain,
    boolean deterred) {}
