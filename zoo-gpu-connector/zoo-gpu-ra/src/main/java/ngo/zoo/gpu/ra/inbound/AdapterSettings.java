package ngo.zoo.gpu.ra.inbound;

import java.time.Duration;
import ngo.zoo.gpu.ra.BreakerSettings;
import ngo.zoo.gpu.ra.protocol.Credentials;
import ngo.zoo.gpu.ra.protocol.Timeouts;

/**
 * The adapter's settings as the container sets them; META-INF/ra.xml says what each is for. Boxed
 * types, because the specification allows no others.
 */
public abstract class AdapterSettings {
  private String tokenFile = "";
  private String secretsFolder = "";
  private Long probeMillis = 2000L;
  private Long watchMillis = 200L;
  private Long connectMillis = 2000L;
  private Long silenceMillis = 30000L;
  private Long longestAnswerMillis = 120000L;
  private Long askerMillis = 10000L;
  private Integer longestQueue = 256;
  private Integer breakerFailures = 5;
  private Integer breakerPercent = 50;
  private Long breakerBackOffMillis = 2000L;
  private Long breakerLongestBackOffMillis = 60000L;

  Credentials credentials() {
    return new Credentials(tokenFile, secretsFolder);
  }

  Timeouts timeouts() {
    return new Timeouts(
        Duration.ofMillis(connectMillis),
        Duration.ofMillis(silenceMillis),
        Duration.ofMillis(longestAnswerMillis),
        Duration.ofMillis(askerMillis));
  }

  BreakerSettings breaker() {
    return new BreakerSettings(
        breakerFailures,
        breakerPercent,
        Duration.ofMillis(breakerBackOffMillis),
        Duration.ofMillis(breakerLongestBackOffMillis));
  }

  public String getTokenFile() {
    return tokenFile;
  }

  public void setTokenFile(String tokenFile) {
    this.tokenFile = tokenFile;
  }

  public String getSecretsFolder() {
    return secretsFolder;
  }

  public void setSecretsFolder(String secretsFolder) {
    this.secretsFolder = secretsFolder;
  }

  public Long getProbeMillis() {
    return probeMillis;
  }

  public void setProbeMillis(Long probeMillis) {
    this.probeMillis = probeMillis;
  }

  public Long getWatchMillis() {
    return watchMillis;
  }

  public void setWatchMillis(Long watchMillis) {
    this.watchMillis = watchMillis;
  }

  public Long getConnectMillis() {
    return connectMillis;
  }

  public void setConnectMillis(Long connectMillis) {
    this.connectMillis = connectMillis;
  }

  public Long getSilenceMillis() {
    return silenceMillis;
  }

  public void setSilenceMillis(Long silenceMillis) {
    this.silenceMillis = silenceMillis;
  }

  public Long getLongestAnswerMillis() {
    return longestAnswerMillis;
  }

  public void setLongestAnswerMillis(Long longestAnswerMillis) {
    this.longestAnswerMillis = longestAnswerMillis;
  }

  public Long getAskerMillis() {
    return askerMillis;
  }

  public void setAskerMillis(Long askerMillis) {
    this.askerMillis = askerMillis;
  }

  public Integer getLongestQueue() {
    return longestQueue;
  }

  public void setLongestQueue(Integer longestQueue) {
    this.longestQueue = longestQueue;
  }

  public Integer getBreakerFailures() {
    return breakerFailures;
  }

  public void setBreakerFailures(Integer breakerFailures) {
    this.breakerFailures = breakerFailures;
  }

  public Integer getBreakerPercent() {
    return breakerPercent;
  }

  public void setBreakerPercent(Integer breakerPercent) {
    this.breakerPercent = breakerPercent;
  }

  public Long getBreakerBackOffMillis() {
    return breakerBackOffMillis;
  }

  public void setBreakerBackOffMillis(Long breakerBackOffMillis) {
    this.breakerBackOffMillis = breakerBackOffMillis;
  }

  public Long getBreakerLongestBackOffMillis() {
    return breakerLongestBackOffMillis;
  }

  public void setBreakerLongestBackOffMillis(Long breakerLongestBackOffMillis) {
    this.breakerLongestBackOffMillis = breakerLongestBackOffMillis;
  }
}
