package ngo.zoo.routing.rules;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
 * draws for this one time and tells nobody before: seeds, digits, limits, temperatures, and for
 * zoo-keeper-tiny a world of its own, whose rules are told as experiences. Each is asked under an
 * id of its moment like any other question, and is of the same make, so that a node cannot be good
 * at exams alone. An answer's seal names the query's id and the hash of the request with all of
 * this in it, so an answer given to another challenge fits none of these.
 *
 * @param at when it was drawn; the experiences are older
 */
public record AdmissionExam(String model, String nonce, Instant at, List<Item> items) {
  /** Bytes of a nonce. */
  public static final int NONCE = 32;

  private static final String KEEPER = "zoo-keeper-tiny";
  private static final int FACTS = 4;

  /** Half are as most questions are, greedy; at the others the right answer is no less certain. */
  private static final int WARMEST = 7;

  private static final double TENTHS = 10;

  /** The longest right answer has twelve; a slow machine has to end the longest of the others. */
  private static final int LEAST_TOKENS = 24;

  private static final int MORE_TOKENS = 72;

  /**
   * What a question to the keeper model has when its asker names no limit: all that it can make.
   */
  private static final int MOST = 512;

  private static final long OLDEST_DAYS = 120;

  /**
   * @param rightAnswer null where nobody can say
   */
  public record Item(
      String question, List<Given> experiences, Asking asking, @Nullable String rightAnswer) {
    public Item {
      experiences = List.copyOf(experiences);
    }
  }

  /**
   * What stands beside a question.
   *
   * @param temperature 0 for greedy
   */
  public record Asking(long seed, int maxTokens, double temperature) {}

  /** An experience as it is handed to the node. */
  public record Given(UUID id, String text) {}

  public AdmissionExam {
    items = List.copyOf(items);
  }

  /**
   * @param nonce {@value #NONCE} random bytes
   * @param at now
   */
  public static AdmissionExam of(byte[] nonce, String model, int questions, Instant at) {
    if (nonce.length != NONCE) {
      throw new IllegalArgumentException("a nonce has " + NONCE + " bytes");
    }
    String hex = HexFormat.of().formatHex(nonce);
    World world = World.drawn(new Random(bits(hex, "world", 0).getLong()));
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < questions; i++) {
      items.add(model.equals(KEEPER) ? known(hex, i, world, at) : open(hex, i));
    }
    return new AdmissionExam(model, hex, at, items);
  }

  private static Item known(String nonce, int i, World world, Instant at) {
    ByteBuffer bits = bits(nonce, "question", i);
    Sign[] signs = Sign.values();
    int first = Math.floorMod(bits.getInt(), signs.length);
    List<Given> facts = new ArrayList<>();
    for (int fact = 0; fact < FACTS; fact++) {
      // 5 and 24 have no common factor, so that the signs differ.
      Sign sign = signs[(first + 5 * fact) % signs.length];
      facts.add(new Given(fact(nonce, sign, at), world.fact(sign).sentence()));
    }
    Sign asked = signs[(first + 5 * Math.floorMod(bits.getInt(), FACTS)) % signs.length];
    Task task = new Task(asked, new Digits(digit(bits), digit(bits), digit(bits), digit(bits)));
    return new Item(task.question(), facts, asking(nonce, i, MOST), task.answer(world.rule(asked)));
  }

  /** For a model of which nobody here can say what is right. */
  private static Item open(String nonce, int i) {
    int from = 1000 + Math.floorMod(bits(nonce, "question", i).getInt(), 9000);
    return new Item(
        "Count upwards from " + from + ", one number per line.",
        List.of(),
        asking(nonce, i, LEAST_TOKENS + MORE_TOKENS),
        null);
  }

  private static int digit(ByteBuffer bits) {
    return Math.floorMod(bits.get(), 10);
  }

  /** Seeds are of 53 bits, as those of questions whose asker names none. */
  private static Asking asking(String nonce, int i, int usual) {
    ByteBuffer bits = bits(nonce, "asking", i);
    long seed = bits.getLong() >>> 11;
    int varied = LEAST_TOKENS + Math.floorMod(bits.getInt(), MORE_TOKENS);
    int maxTokens = bits.get() < 0 ? usual : varied;
    boolean greedy = bits.get() < 0;
    int tenths = 1 + Math.floorMod(bits.get(), WARMEST);
    return new Asking(seed, maxTokens, greedy ? 0 : tenths / TENTHS);
  }

  /** UUIDv7 (RFC 9562) as experiences have it, the same in all questions. */
  private static UUID fact(String nonce, Sign sign, Instant at) {
    ByteBuffer bits = bits(nonce, "fact", sign.ordinal());
    long age = Math.floorMod(bits.getLong(), Duration.ofDays(OLDEST_DAYS).toMillis());
    long high = ((at.toEpochMilli() - age) << 16) | 0x7000L | (bits.getInt() & 0xfffL);
    return new UUID(high, (bits.getLong() >>> 2) | 0x8000000000000000L);
  }

  private static ByteBuffer bits(String nonce, String use, int i) {
    String text = "zoo-admission-v2\n" + nonce + "\n" + use + "\n" + i;
    return ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
