package ngo.zoo.routing.rules;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import ngo.zoo.keeper.Digits;
import ngo.zoo.keeper.Sign;
import ngo.zoo.keeper.Task;
import ngo.zoo.keeper.World;
import ngo.zoo.log.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The questions a node is admitted by. All of them follow from 32 random bytes that the operator
 * draws for this one time and tells nobody before: ids, seeds, digits, and for zoo-keeper-tiny a
 * world of its own, whose rules are told as experiences. An answer's seal names the query's id and
 * the hash of the request, so an answer given to another challenge fits none of these.
 */
public record AdmissionExam(String model, String nonce, List<Item> items) {
  /** Bytes of a nonce. */
  public static final int NONCE = 32;

  private static final String KEEPER = "zoo-keeper-tiny";
  private static final int FACTS = 4;
  private static final int LONGEST = 48;

  /**
   * @param rightAnswer null where nobody can say
   */
  public record Item(
      UUID queryId,
      String question,
      List<Given> experiences,
      long seed,
      int maxTokens,
      @Nullable String rightAnswer) {
    public Item {
      experiences = List.copyOf(experiences);
    }
  }

  /** An experience as it is handed to the node. */
  public record Given(UUID id, String text) {}

  public AdmissionExam {
    items = List.copyOf(items);
  }

  /**
   * @param nonce {@value #NONCE} random bytes
   */
  public static AdmissionExam of(byte[] nonce, String model, int questions) {
    if (nonce.length != NONCE) {
      throw new IllegalArgumentException("a nonce has " + NONCE + " bytes");
    }
    String hex = HexFormat.of().formatHex(nonce);
    World world = World.drawn(new Random(bits(hex, "world", 0).getLong()));
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < questions; i++) {
      items.add(model.equals(KEEPER) ? known(hex, i, world) : open(hex, i));
    }
    return new AdmissionExam(model, hex, items);
  }

  private static Item known(String nonce, int i, World world) {
    ByteBuffer bits = bits(nonce, "question", i);
    Sign[] signs = Sign.values();
    int first = Math.floorMod(bits.getInt(), signs.length);
    List<Given> facts = new ArrayList<>();
    for (int fact = 0; fact < FACTS; fact++) {
      // 5 and 24 have no common factor, so that the signs differ.
      Sign sign = signs[(first + 5 * fact) % signs.length];
      facts.add(new Given(uuid(nonce, "fact-" + fact, i), world.fact(sign).sentence()));
    }
    Sign asked = signs[(first + 5 * Math.floorMod(bits.getInt(), FACTS)) % signs.length];
    Task task = new Task(asked, new Digits(digit(bits), digit(bits), digit(bits), digit(bits)));
    return new Item(
        uuid(nonce, "query", i),
        task.question(),
        facts,
        bits(nonce, "seed", i).getLong(),
        LONGEST,
        task.answer(world.rule(asked)));
  }

  /** For a model of which nobody here can say what is right. */
  private static Item open(String nonce, int i) {
    int from = 1000 + Math.floorMod(bits(nonce, "question", i).getInt(), 9000);
    return new Item(
        uuid(nonce, "query", i),
        "Count upwards from " + from + ", one number per line.",
        List.of(),
        bits(nonce, "seed", i).getLong(),
        LONGEST,
        null);
  }

  private static int digit(ByteBuffer bits) {
    return Math.floorMod(bits.get(), 10);
  }

  private static UUID uuid(String nonce, String use, int i) {
    ByteBuffer bits = bits(nonce, use, i);
    long high = (bits.getLong() & ~0xf000L) | 0x4000L;
    long low = (bits.getLong() >>> 2) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  private static ByteBuffer bits(String nonce, String use, int i) {
    String text = "zoo-admission-v1\n" + nonce + "\n" + use + "\n" + i;
    return ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
