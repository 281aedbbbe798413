package dev.tollbridge.core.tariff;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An immutable digit trie over rates, flattened into arrays so that a look-up allocates nothing.
 *
 * <p>Nodes are numbered breadth first, so the children of a node are adjacent: the set of their digits and the number
 * of the first child find them all. Rates are sorted by prefix and then by precedence, so the candidates of a node are
 * adjacent as well. A look-up walks down as far as the digits lead, then back up over the nodes that have candidates
 * until one applies.
 */
final class PrefixTrie {
  private static final int NONE = -1;
  private static final int ROOT = 0;
  /** A prefix sorts before longer ones that begin with it; the sort is stable, so ties stay in file order. */
  private static final Comparator<Rate> BY_PREFIX_AND_PRECEDENCE = Comparator.comparing(Rate::prefix)
      .thenComparing(RateDeck.PRECEDENCE);

  private final Rate[] rates;
  /** Bit d is set when the node has a child for digit d. */
  private final short[] childDigits;
  private final int[] firstChild;
  private final int[] candidatesFrom;
  private final int[] candidatesTo;
  /** The nearest node above that has candidates. */
  private final int[] fallback;

  private PrefixTrie(Rate[] rates, int nodeCount) {
    this.rates = rates;
    childDigits = new short[nodeCount];
    firstChild = new int[nodeCount];
    candidatesFrom = new int[nodeCount];
    candidatesTo = new int[nodeCount];
    fallback = new int[nodeCount];
  }

  /** Builds the trie of rates in file order. */
  static PrefixTrie of(List<Rate> rates) {
    Rate[] sorted = rates.toArray(Rate[]::new);
    Arrays.sort(sorted, BY_PREFIX_AND_PRECEDENCE);
    PrefixTrie trie = new PrefixTrie(sorted, nodeCount(sorted));
    trie.build();
    return trie;
  }

  private static int nodeCount(Rate[] sorted) {
    int count = 1;
    String last = "";
    for (Rate rate : sorted) {
      count += rate.prefix().length() - commonLength(last, rate.prefix());
      last = rate.prefix();
    }
    return count;
  }

  private static int commonLength(String a, String b) {
    int length = 0;
    while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    return length;
  }

  private void build() {
    int[] rangeEnd = new int[fallback.length];
    byte[] depth = new byte[fallback.length];
    rangeEnd[ROOT] = rates.length;
    fallback[ROOT] = NONE;
    int nextNode = 1;
    for (int node = ROOT; node < nextNode; node++) {
      collectCandidates(node, depth[node], rangeEnd[node]);
      firstChild[node] = nextNode;
      int fallbackBelow = candidatesFrom[node] < candidatesTo[node] ? node : fallback[node];
      for (int from = candidatesTo[node]; from < rangeEnd[node]; from = rangeEnd[nextNode++]) {
        childDigits[node] |= (short) (1 << digitAt(from, depth[node]));
        candidatesFrom[nextNode] = from;
        rangeEnd[nextNode] = sameDigitEnd(from, rangeEnd[node], depth[node]);
        depth[nextNode] = (byte) (depth[node] + 1);
        fallback[nextNode] = fallbackBelow;
      }
    }
  }

  /** Takes the rates whose prefix ends at the node: the first of its range. */
  private void collectCandidates(int node, int depth, int rangeEnd) {
    int to = candidatesFrom[node];
    while (to < rangeEnd && rates[to].prefix().length() == depth) {
      to++;
    }
    candidatesTo[node] = to;
  }

  private int sameDigitEnd(int from, int rangeEnd, int position) {
    int end = from + 1;
    while (end < rangeEnd && digitAt(end, position) == digitAt(from, position)) {
      end++;
    }
    return end;
  }

  private int digitAt(int rate, int position) {
    return rates[rate].prefix().charAt(position) - '0';
  }

  /** The applicable rate with the longest prefix, null if none applies. */
  @Nullable
  Rate find(RatedNumber number, long atMicros, Zones zones) {
    for (int node = deepest(number.digits()); node != NONE; node = fallback[node]) {
      for (int i = candidatesFrom[node]; i < candidatesTo[node]; i++) {
        if (rates[i].applies(number, atMicros, zones)) {
          return rates[i];
        }
      }
    }
    return null;
  }

  private int deepest(String digits) {
    int node = ROOT;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      int children = childDigits[node];
      if (digit < 0 || digit > 9 || ((children >> digit) & 1) == 0) {
        break;
      }
      node = firstChild[node] + Integer.bitCount(children & ((1 << digit) - 1));
    }
    return node;
  }
}
