package ngo.zoo.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import ngo.zoo.shared.Refusal;
import org.junit.jupiter.api.Test;

class ListingTest {
  private static final List<String> ANIMALS = List.of("otter", "lynx", "Sea Otter", "koala");

  private static Paging paging(int first, int size, String search) {
    Paging paging = new Paging();
    paging.first = first;
    paging.size = size;
    paging.search = search;
    return paging;
  }

  @Test
  void aShortListIsPagedAsALongOne() {
    Listing<String> last = Listing.part(ANIMALS, paging(2, 2, ""), animal -> animal);
    assertThat(last.items()).containsExactly("Sea Otter", "koala");
    assertThat(last.total()).isEqualTo(4);
    assertThat(last.next()).isNull();
    assertThat(Listing.part(ANIMALS, paging(9, 2, ""), animal -> animal).items()).isEmpty();
  }

  @Test
  void theTotalIsThatOfWhatTheSearchFinds() {
    Listing<String> found = Listing.part(ANIMALS, paging(0, 20, " OTTER "), animal -> animal);
    assertThat(found.items()).containsExactly("otter", "Sea Otter");
    assertThat(found.total()).isEqualTo(2);
  }

  @Test
  void aPageBeyondWhatIsTakenIsRefused() {
    assertThatThrownBy(() -> Listing.part(ANIMALS, paging(0, 201, ""), animal -> animal))
        .isInstanceOf(Refusal.class);
  }
}
