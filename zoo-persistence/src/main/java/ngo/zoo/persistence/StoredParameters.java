package ngo.zoo.persistence;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import ngo.zoo.shared.Amount;
import ngo.zoo.shared.Asset;
import ngo.zoo.shared.BusinessClock;
import ngo.zoo.shared.FreshReading;
import ngo.zoo.shared.KeptFresh;
import ngo.zoo.shared.Parameter;
import ngo.zoo.shared.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Governed values with all their versions; versions are never changed. In force is the newest one
 * that is valid by business time, else the value of genesis. Read again after a second.
 */
@ApplicationScoped
public class StoredParameters implements Parameters, KeptFresh {
  private static final Map<String, Parameter> BY_KEY =
      Arrays.stream(Parameter.values())
          .collect(Collectors.toUnmodifiableMap(Parameter::key, Function.identity()));

  @Resource(lookup = "java:jboss/datasources/zoo")
  private DataSource dataSource;

  @Inject private BusinessClock clock;

  /** Values as they were parsed before, because every question asks. */
  private final Map<String, Duration> durations = new ConcurrentHashMap<>();

  private final Map<String, Amount> amounts = new ConcurrentHashMap<>();

  /** Every version, newest first. */
  private final FreshReading<Map<Parameter, List<StoredParameter>>> known =
      FreshReading.of(this::versions, Duration.ofSeconds(1));

  /** For the container. */
  public StoredParameters() {}

  StoredParameters(DataSource dataSource, BusinessClock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  @Override
  public String text(Parameter parameter) {
    return inForce(parameter).map(StoredParameter::value).orElse(parameter.genesis());
  }

  @Override
  public Duration duration(Parameter parameter) {
    return durations.computeIfAbsent(text(parameter), Duration::parse);
  }

  @Override
  public Amount amount(Parameter parameter) {
    return amounts.computeIfAbsent(text(parameter), it -> Amount.parse(Asset.KEEPER, it));
  }

  /** The version in force, empty while the value of genesis was never stored or changed. */
  public Optional<StoredParameter> inForce(Parameter parameter) {
    List<StoredParameter> versions = history(parameter);
    Instant now = versions.isEmpty() ? Instant.MIN : clock.now();
    for (StoredParameter version : versions) {
      if (!version.validFrom().isAfter(now)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  /** All stored versions, newest first. */
  public List<StoredParameter> history(Parameter parameter) {
    return known.get().getOrDefault(parameter, List.of());
  }

  /**
   * Stores a new version in the caller's transaction; called by governance alone.
   *
   * @param proposalId the proposal that decided it, null at the first start
   */
  public void put(Parameter parameter, String value, @Nullable UUID proposalId, Instant validFrom) {
    new Sql(dataSource)
        .update(
            """
            insert into parameter_value (key, version, value, proposal_id, valid_from)
            select ?, coalesce(max(version), 0) + 1, ?, ?::uuid, ? from parameter_value where key = ?
            """,
            parameter.key(),
            value,
            proposalId == null ? null : proposalId.toString(),
            validFrom,
            parameter.key());
    known.drop();
  }

  @Override
  public void keepFresh() {
    known.keepFresh();
  }

  private Map<Parameter, List<StoredParameter>> versions() {
    return stored().stream().collect(Collectors.groupingBy(StoredParameter::parameter));
  }

  private List<StoredParameter> stored() {
    return new Sql(dataSource)
            .list(
                """
                select key, version, value, proposal_id, valid_from from parameter_value
                order by version desc
                """,
                StoredParameters::read)
            .stream()
            .flatMap(Optional::stream)
            .toList();
  }

  /** A key this release does not know is left alone: an older server may run beside a newer one. */
  private static Optional<StoredParameter> read(ResultSet row) throws SQLException {
    Parameter parameter = BY_KEY.get(row.getString(1));
    return parameter == null
        ? Optional.empty()
        : Optional.of(
            new StoredParameter(
                parameter,
                row.getInt(2),
                row.getString(3),
                row.getObject(4, UUID.class),
                Sql.instant(row, 5)));
  }
}
