package ngo.zoo.web.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import ngo.zoo.ledger.ExperienceStatus;
import ngo.zoo.ledger.ExperienceView;
import ngo.zoo.ledger.NearDuplicate;
import ngo.zoo.ledger.service.Experiences;
import ngo.zoo.ledger.service.Libraries;
import ngo.zoo.shared.PageRequest;
import ngo.zoo.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Choosing what merges into an experience: near duplicates first, others of its library by search.
 */
@Named
@ViewScoped
public class MergeChoiceView implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int FOUND = 10;

  @Inject Experiences experiences;
  @Inject Libraries libraries;

  private @Nullable Map<UUID, ExperienceView> offered;
  private List<String> chosen = new ArrayList<>();
  private @Nullable String search;

  /** What may be chosen: what was already, near duplicates, what the search found. */
  public List<ExperienceView> offered(ExperienceView one) {
    Map<UUID, ExperienceView> known = offered;
    if (known == null) {
      known = new LinkedHashMap<>();
      offered = known;
      near(one).forEach(known::putIfAbsent);
      find(one);
    }
    return List.copyOf(known.values());
  }

  /** Keeps what is chosen and offers what the words are found in. */
  public void find(ExperienceView one) {
    Map<UUID, ExperienceView> known = Objects.requireNonNullElseGet(offered, LinkedHashMap::new);
    String words = search == null ? "" : search.strip();
    if (!words.isEmpty()) {
      known.values().removeIf(view -> !chosen.contains(view.id().toString()));
    }
    int head = libraries.library(one.domain()).head();
    libraries.members(one.domain(), head, new PageRequest(0, FOUND, words)).items().stream()
        .filter(view -> !view.id().equals(one.id()))
        .forEach(view -> known.putIfAbsent(view.id(), view));
    offered = known;
  }

  /** The node that compares texts may be down: then the search alone offers. */
  private Map<UUID, ExperienceView> near(ExperienceView one) {
    try {
      List<UUID> ids =
          experiences.nearDuplicates(one.domain(), one.text()).stream()
              .map(NearDuplicate::experienceId)
              .filter(id -> !id.equals(one.id()))
              .toList();
      return experiences.experiences(ids).stream()
          .filter(view -> view.status() == ExperienceStatus.ADOPTED)
          .collect(
              Collectors.toMap(
                  ExperienceView::id, view -> view, (first, second) -> first, LinkedHashMap::new));
    } catch (Refusal unavailable) {
      return Map.of();
    }
  }

  /** In the order of their ids. */
  List<UUID> chosenIds() {
    return chosen.stream().distinct().map(UUID::fromString).sorted().toList();
  }

  /** The chosen ones, for the confirmation. */
  public List<ExperienceView> getChosenExperiences() {
    return experiences.experiences(chosenIds());
  }

  public List<String> getChosen() {
    return chosen;
  }

  public void setChosen(@Nullable List<String> chosen) {
    this.chosen = chosen == null ? new ArrayList<>() : new ArrayList<>(chosen);
  }

  public @Nullable String getSearch() {
    return search;
  }

  public void setSearch(@Nullable String search) {
    this.search = search;
  }
}
