package dev.tollbridge.simulator.scenario;

import dev.tollbridge.simulator.sample.PhoneNumber;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Faults injected on purpose. Shares are from 0 to 1.
 *
 * @param duplicate share of the messages with events that are sent twice
 * @param reorder share of the messages with events that are sent after the next one
 * @param missing share of the messages with events that are lost
 * @param late share of answers and of ends that are reported late, with their true times
 * @param invalid share of the legs whose remote number is malformed, or in a form other than E.164
 * @param broke share of the organizations, counted from the first, that have {@code brokeMicros} of credit
 * @param drop mean wall time after which a stream is cut; zero: never
 * @param crash mean wall time after which a bridge crashes; zero: never
 * @param skew engine time by which a bridge's clock is at most ahead or behind
 * @param overstay share of the legs that, hung up on request, ended only after their paid minutes
 */
public record Faults(
    double duplicate,
    double reorder,
    double missing,
    double late,
    double invalid,
    double broke,
    long brokeMicros,
    Duration drop,
    Duration crash,
    Duration skew,
    double overstay) {
  /** The server accepts times up to five minutes ahead of its own. */
  private static final Duration MOST_SKEW = Duration.ofMinutes(4);
  /** No faults. */
  public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 1_000_000, Duration.ZERO, Duration.ZERO,
      Duration.ZERO, 0);
  private static final long LATEST_MICROS = 120_000_000;
  private static final long INVALID_SALT = 0x1;
  private static final long LATE_SALT = 0x2;
  private static final long SKEW_SALT = 0x3;
  private static final long CRASH_SALT = 0x4;
  private static final long OVERSTAY_SALT = 0x5;
  private static final List<String> MALFORMED = List.of("030123456", "+0123456789", "sip:anna@example.com");
  /** Other forms of a number, which the server reads; # is the number with its '+'. */
  private static final List<String> FORMS = List.of("tel:#",
      "sip:#@sbc.example.org;user=phone;transport=tls;tag=as7c1d2e",
      "\"A. Nn\" <sip:#@10.0.0.1>;tag=1");

  public Faults {
    if (skew.compareTo(MOST_SKEW) > 0) {
      throw new IllegalArgumentException("skew must be at most 4m: the server accepts times up to 5m ahead of its own");
    }
  }

  /**
   * How late a leg's events are reported, in engine time.
   *
   * @param answerMicros 0: on time
   * @param endMicros 0: on time
   */
  public record Delays(long answerMicros, long endMicros) {
    private static final Delays NONE = new Delays(0, 0);
  }

  /**
   * Parses any of {@code
   * duplicate=1%,reorder=1%,missing=1%,late=5%,invalid=1%,broke=20%:5.00,drop=20s,crash=30s,skew=2m,overstay=5%}; an
   * empty text means no faults.
   */
  public static Faults parse(String text) {
    Map<String, String> given = new HashMap<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 1 || given.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
        throw new IllegalArgumentException("'" + part + "' is not FAULT=VALUE, each fault at most once");
      }
    }
    String[] broke = taken(given, "broke", "0%").split(":", 2);
    Faults faults = new Faults(share(taken(given, "duplicate", "0%")), share(taken(given, "reorder", "0%")),
        share(taken(given, "missing", "0%")), share(taken(given, "late", "0%")), share(taken(given, "invalid", "0%")),
        share(broke[0]), micros(broke.length == 2 ? broke[1] : "1"), every("drop", given),
        every("crash", given), time(taken(given, "skew", "")), share(taken(given, "overstay", "0%")));
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("'" + given.keySet().iterator().next() + "' is not a fault; they are "
          + "duplicate, reorder, missing, late, invalid, broke, drop, crash, skew and overstay");
    }
    return faults;
  }

  private static String taken(Map<String, String> given, String fault, String otherwise) {
    String value = given.remove(fault);
    return value == null ? otherwise : value;
  }

  private static double share(String text) {
    if (text.matches("\\d{1,3}(\\.\\d{1,4})?%")) {
      double share = Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
      if (share <= 1) {
        return share;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is not a share such as 1% or 0.05%");
  }

  private static long micros(String text) {
    if (!text.matches("\\d{1,9}(\\.\\d{1,6})?")) {
      throw new IllegalArgumentException("'" + text + "' is not an amount of credit such as 5.00");
    }
    return new BigDecimal(text).movePointRight(6).longValueExact();
  }

  /** The mean time between faults of a kind; zero: never. */
  private static Duration every(String fault, Map<String, String> given) {
    String text = taken(given, fault, "");
    Duration mean = time(text);
    if (mean.isZero() && !text.isEmpty()) {
      throw new IllegalArgumentException(fault + " must be above 0s; leave it out for none");
    }
    return mean;
  }

  private static Duration time(String text) {
    return text.isEmpty() ? Duration.ZERO : DurationText.parse(text);
  }

  /** Whether the line between bridges and the server is unreliable. */
  public boolean onTheLine() {
    return duplicate + reorder + missing > 0 || !drop.isZero();
  }

  /** Whether an answer may be reported, by the server's clock, some time after it happened. */
  public boolean reportsLate() {
    return late > 0 || !skew.isZero();
  }

  /** Whether an organization, numbered from 1, has little credit. */
  public boolean isBroke(int organization, int organizations) {
    return organization <= Math.ceil(broke * organizations);
  }

  /** When a leg's events are reported. */
  public Delays delays(long seed, long legNumber) {
    if (late == 0) {
      return Delays.NONE;
    }
    SplittableRandom random = random(seed, LATE_SALT, legNumber);
    return new Delays(delayMicros(random), delayMicros(random));
  }

  private long delayMicros(SplittableRandom random) {
    long micros = random.nextLong(LATEST_MICROS);
    return random.nextDouble() < late ? micros : 0;
  }

  /** How far a bridge's clock is ahead of the server's; below zero: behind. */
  public long skewMicros(long seed, int bridge) {
    long most = skew.toNanos() / 1000;
    return most == 0 ? 0 : random(seed, SKEW_SALT, bridge).nextLong(-most, most + 1);
  }

  /** Whether a leg that is hung up on request is so only after its paid minutes. */
  public boolean overstays(long seed, long legNumber) {
    return overstay > 0 && random(seed, OVERSTAY_SALT, legNumber).nextDouble() < overstay;
  }

  /** Source of the instants at which a bridge crashes. */
  public SplittableRandom crashes(long seed, int bridge) {
    return random(seed, CRASH_SALT, bridge);
  }

  /** The remote number of a leg: the drawn one, perhaps in another form, or a malformed one in its place. */
  PhoneNumber remote(long seed, long legNumber, PhoneNumber drawn) {
    if (invalid == 0) {
      return drawn;
    }
    SplittableRandom random = random(seed, INVALID_SALT, legNumber);
    int form = random.nextInt(MALFORMED.size() + FORMS.size());
    if (random.nextDouble() >= invalid) {
      return drawn;
    }
    return form < MALFORMED.size()
        ? PhoneNumber.anonymous(MALFORMED.get(form))
        : otherwise(drawn, FORMS.get(form - MALFORMED.size()));
  }

  private static PhoneNumber otherwise(PhoneNumber number, String form) {
    return number.digits().isEmpty() ? number : number.written(form.replace("#", number.text()));
  }

  private static SplittableRandom random(long seed, long salt, long index) {
    return new SplittableRandom(SeedMixer.of(SeedMixer.of(seed, -salt), index));
  }
}
