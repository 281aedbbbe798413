package dev.tollbridge.simulator.compare;

import dev.tollbridge.simulator.usage.UsageCall;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A report's usage, by organizer and calendar month (UTC). A call belongs to the month in which it was answered. */
final class UsageBook {
  private static final int MINUTE_SECONDS = 60;

  private final ZoneA zoneA;
  private final Map<String, Integer> indexes = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<Map<YearMonth, MonthUsage>> usage = new ArrayList<>();
  private final List<UnplacedCall> dialled = new ArrayList<>();
  private final TreeSet<YearMonth> seen = new TreeSet<>();

  UsageBook(ZoneA zoneA) {
    this.zoneA = zoneA;
  }

  /** Adds a call with its price by the minute. */
  void add(UsageCall call, long chargeMicros) {
    YearMonth month = YearMonth.from(call.answer().atOffset(ZoneOffset.UTC));
    seen.add(month);
    int organizer = indexes.computeIfAbsent(call.organizerId(), _ -> newOrganizer(call));
    MonthUsage sums = usage.get(organizer).computeIfAbsent(month, _ -> new MonthUsage());
    switch (call.callType()) {
      case CALL_TYPE_TOLL_DIAL_IN -> sums.addToll(chargeMicros);
      case CALL_TYPE_TOLL_FREE_DIAL_IN -> sums.addTollFree(chargeMicros);
      case CALL_TYPE_DIAL_OUT -> dialOut(call, chargeMicros, organizer, month, sums);
      case CALL_TYPE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException(call.callType().toString());
    }
  }

  private void dialOut(UsageCall call, long chargeMicros, int organizer, YearMonth month, MonthUsage sums) {
    if (!zoneA.contains(call)) {
      sums.addElsewhere(chargeMicros);
      return;
    }
    sums.addZoneA(chargeMicros);
    long minutes = Math.ceilDiv(call.durationSeconds(), MINUTE_SECONDS);
    if (minutes > 0) {
      dialled.add(new UnplacedCall(month, new PooledCall(call.answer(), 0, organizer, minutes, chargeMicros)));
    }
  }

  private int newOrganizer(UsageCall call) {
    String name = call.upn().isEmpty() ? call.organizerId() : call.upn();
    names.add(name.isEmpty() ? "(no organizer)" : name);
    usage.add(new HashMap<>());
    return names.size() - 1;
  }

  boolean isEmpty() {
    return seen.isEmpty();
  }

  int organizers() {
    return names.size();
  }

  /** The organizer's UPN, or its replacement in the report. */
  String name(int organizer) {
    return names.get(organizer);
  }

  /** Every month from the first with a call to the last, including those without any. */
  List<YearMonth> months() {
    List<YearMonth> months = new ArrayList<>();
    for (YearMonth month = seen.first(); !month.isAfter(seen.last()); month = month.plusMonths(1)) {
      months.add(month);
    }
    return months;
  }

  MonthUsage usage(int organizer, YearMonth month) {
    return usage.get(organizer).getOrDefault(month, new MonthUsage());
  }

  /** All months of an organizer together. */
  MonthUsage usage(int organizer) {
    MonthUsage all = new MonthUsage();
    usage.get(organizer).values().forEach(all::add);
    return all;
  }

  /** Dial-out calls to Zone A in the order in which they used up the pool. */
  List<PooledCall> pooledCalls() {
    List<YearMonth> months = months();
    return dialled.stream()
        .map(call -> new PooledCall(call.call.answer(), months.indexOf(call.month), call.call.organizer(),
            call.call.minutes(), call.call.chargeMicros()))
        .sorted(Comparator.comparing(PooledCall::answer)).toList();
  }

  /** A call whose month has no index yet, as the first month is not known. */
  private record UnplacedCall(YearMonth month, PooledCall call) {}
}
