package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.Level;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers in the API's comments are those that the server enforces. */
class ProtoLimitsTest {
  private static final Path PROTOS = Path.of("../../proto/api/tollbridge/v1");
  private static final Pattern BLOCK = Pattern.compile("\\s*(?:message|enum|service|oneof) (\\w+) \\{.*");
  private static final Pattern ITEM = Pattern.compile("\\s*(?:[\\w.]+ )*(\\w+) = \\d+.*;|\\s*rpc (\\w+)\\(.*");
  private static final Map<String, String> COMMENTS = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.list(PROTOS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".proto")).toList()) {
        read(Files.readAllLines(file));
      }
    }
  }

  private static void read(List<String> lines) {
    Deque<String> blocks = new ArrayDeque<>();
    var comment = new StringBuilder();
    for (String line : lines) {
      Matcher block = BLOCK.matcher(line);
      Matcher item = ITEM.matcher(line);
      if (line.strip().startsWith("//")) {
        comment.append(line.strip().substring(2).strip()).append(' ');
      } else {
        if (block.matches()) {
          COMMENTS.put(block.group(1), comment.toString());
          if (!line.strip().endsWith("}")) {
            blocks.push(line.contains("oneof") ? blocks.peek() : block.group(1));
          }
        } else if (item.matches() && !blocks.isEmpty()) {
          String name = item.group(1) == null ? item.group(2) : item.group(1);
          COMMENTS.put(blocks.peek() + "." + name, comment.toString());
        } else if (line.strip().equals("}")) {
          blocks.pop();
        }
        comment.setLength(0);
      }
    }
  }

  @Test
  void yearsAreThoseAccepted() throws ReflectiveOperationException {
    Instant least = Instant.ofEpochSecond(number("server.rpc.Times.LEAST_SECONDS"));
    Instant end = Instant.ofEpochSecond(number("server.rpc.Times.END_SECONDS"));
    String years = least.atOffset(ZoneOffset.UTC).getYear() + " to " + (end.atOffset(ZoneOffset.UTC).getYear() - 1);
    assertThat(
        List.of("TimeRange.from", "TimeRange.to", "LookupRateRequest.time", "ImportRateDeckHeader.effective_time"))
        .allSatisfy(item -> assertThat(COMMENTS.get(item)).containsIgnoringCase("years " + years));
  }

  /** The value of a constant of a class, or of a rule of the newest level. */
  private static long number(String constant) throws ReflectiveOperationException {
    if (constant.startsWith("level.")) {
      Object value = Level.of(Level.HIGHEST);
      for (String component : constant.split("\\.", -1)) {
        value = component.equals("level") ? value : value.getClass().getMethod(component).invoke(value);
      }
      return ((Number) value).longValue();
    }
    int dot = constant.lastIndexOf('.');
    Field field = Class.forName("dev.tollbridge." + constant.substring(0, dot))
        .getDeclaredField(constant.substring(dot + 1));
    field.setAccessible(true);
    return ((Number) field.get(null)).longValue();
  }

  /** The value of a constant, in the unit that the comment gives it in. */
  private static String value(String constant, long unit) throws ReflectiveOperationException {
    return String.format(Locale.ROOT, "%,d", number(constant) / unit);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|',
      textBlock = """
          Organization.organization_id           | 1 to # characters of     | server.rpc.RequestChecks.MAX_ID_LENGTH | 1
          Open.bridge_id                         | 1 to # characters of     | server.rpc.RequestChecks.MAX_ID_LENGTH | 1
          Open.bridge_id                         | knows # bridges          | level.sessions.maxBridges | 1
          Organization.display_name              | 1 to # characters        | server.api.OrganizationCodec.MAX_NAME_LENGTH | 1
          Organization.low_balance_thresholds_micros | at most #,           | server.api.OrganizationCodec.MAX_THRESHOLDS | 1
          CreateOrganizationRequest.request_id   | 1 to # characters        | server.rpc.RequestChecks.MAX_ID_LENGTH | 1
          CreateOrganizationRequest.request_id   | for # days               | level.memory.requestMicros | 86400000000
          PurchaseCreditsRequest.request_id      | for # days               | level.memory.requestMicros | 86400000000
          PurchaseCreditsRequest.request_id      | 1 to # characters        | server.rpc.RequestChecks.MAX_ID_LENGTH | 1
          PurchaseCreditsRequest.amount_micros   | at most # units          | server.api.CreditGrpc.MAX_AMOUNT_MICROS | 1000000
          AdjustCreditsRequest.request_id        | for # days               | level.memory.requestMicros | 86400000000
          AdjustCreditsRequest.amount_micros     | at most # units          | server.api.CreditGrpc.MAX_AMOUNT_MICROS | 1000000
          AdjustCreditsRequest.reason            | 1 to # characters        | server.api.CreditGrpc.MAX_TEXT_LENGTH | 1
          ReportRechargeRequest.request_id       | for # days               | level.memory.requestMicros | 86400000000
          ReportRechargeRequest.recharge_id      | 1 to # characters        | server.api.CreditGrpc.MAX_TEXT_LENGTH | 1
          ReportRechargeRequest.failure          | at most # characters     | server.api.CreditGrpc.MAX_TEXT_LENGTH | 1
          AutoRecharge.trigger_micros            | 0 to # units             | server.api.CreditGrpc.MAX_AMOUNT_MICROS | 1000000
          AutoRecharge.amount_micros             | at most # units          | server.api.CreditGrpc.MAX_AMOUNT_MICROS | 1000000
          AutoRecharge.daily_cap_micros          | at most # units          | server.api.CreditGrpc.MAX_AMOUNT_MICROS | 1000000
          CreditService                          | within # units           | level.credit.maxBalanceMicros | 1000000
          CallRefusal.CALL_REFUSAL_BALANCE_LIMIT | more than # units        | level.credit.maxBalanceMicros | 1000000
          RerateCallsSkipReason.RERATE_CALLS_SKIP_REASON_BALANCE_LIMIT | pass # units | level.credit.maxBalanceMicros | 1000000
          ListCallRecordsRequest.page_size       | 0 means #,               | server.rpc.RequestChecks.DEFAULT_PAGE_SIZE | 1
          ListCallRecordsRequest.page_size       | more than #              | server.rpc.RequestChecks.MAX_PAGE_SIZE | 1
          ListOrganizerTotalsRequest.page_size   | more than #              | server.rpc.RequestChecks.MAX_PAGE_SIZE | 1
          ListLedgerEntriesRequest.page_size     | more than #              | server.rpc.RequestChecks.MAX_PAGE_SIZE | 1
          ListPendingRechargesRequest.page_size  | more than #              | server.rpc.RequestChecks.MAX_PAGE_SIZE | 1
          ListOrganizationsRequest.page_size     | more than #              | server.rpc.RequestChecks.MAX_PAGE_SIZE | 1
          ListLicencesRequest.page_size          | more than #              | server.rpc.RequestChecks.MAX_PAGE_SIZE | 1
          ListServiceNumbersRequest.page_size    | more than #              | server.rpc.RequestChecks.MAX_PAGE_SIZE | 1
          ListRateDecksRequest.page_size         | more than #              | server.rpc.RequestChecks.MAX_PAGE_SIZE | 1
          ListRatesRequest.page_size             | more than #              | server.rpc.RequestChecks.MAX_PAGE_SIZE | 1
          ListLegsRequest.page_size              | 0 means #,               | server.rpc.RequestChecks.DEFAULT_PAGE_SIZE | 1
          ListLegsRequest.page_size              | more than #              | server.rpc.RequestChecks.MAX_PAGE_SIZE | 1
          ListLegsRequest.conference_id          | At most # characters     | server.api.LegGrpc.MAX_ID_LENGTH | 1
          ListLegsRequest.leg_id                 | At most # characters     | server.api.LegGrpc.MAX_ID_LENGTH | 1
          EndLegRequest.request_id               | for # days               | level.memory.requestMicros | 86400000000
          EndLegRequest.request_id               | 1 to # characters        | server.rpc.RequestChecks.MAX_ID_LENGTH | 1
          EndLegRequest.leg_id                   | 1 to # characters        | server.rpc.RequestChecks.MAX_ID_LENGTH | 1
          ServiceNumber.number                   | # to                     | server.rpc.PhoneNumbers.MIN_E164_DIGITS | 1
          ServiceNumber.number                   | to # digits              | server.rpc.PhoneNumbers.MAX_E164_DIGITS | 1
          LegAnswered.service_number             | to # digits              | server.rpc.PhoneNumbers.MAX_E164_DIGITS | 1
          LegAnswered.leg_id                     | 1 to # characters        | server.rpc.RequestChecks.MAX_ID_LENGTH | 1
          LegAnswered.conference_id              | 1 to # characters        | server.rpc.RequestChecks.MAX_ID_LENGTH | 1
          LegAnswered.organizer_id               | 1 to # characters        | server.rpc.RequestChecks.MAX_ID_LENGTH | 1
          LegAnswered.remote_number              | longer than # characters     | server.rpc.Texts.MAX_LENGTH | 1
          LegAnswered.answer_time                | At most # minutes ahead  | level.legs.maxAheadMicros | 60000000
          LegAnswered.answer_time                | at most # days           | level.legs.maxLateMicros | 86400000000
          RejectionReason.REJECTION_REASON_TOO_OLD | more than # days       | level.legs.maxLateMicros | 86400000000
          NoticeReason.NOTICE_REASON_ANSWER_IN_FUTURE | more than # minutes | level.legs.maxAheadMicros | 60000000
          NoticeReason.NOTICE_REASON_END_IN_FUTURE | more than # minutes   | level.legs.maxAheadMicros | 60000000
          LegEnded.end_time                      | More than # minutes ahead | level.legs.maxAheadMicros | 60000000
          LegEnded.end_time                      | for # hours              | level.legs.maxMicros | 3600000000
          LegEnded.cause                         | at most # characters     | server.rpc.Texts.MAX_LENGTH | 1
          LegAnswered                            | its first # characters   | server.rpc.Texts.KEPT_LENGTH | 1
          LegAnswered                            | first # hexadecimal      | server.rpc.Texts.HASH_DIGITS | 1
          LegAnswered                            | cut to # characters      | server.rpc.Texts.MAX_LENGTH | 1
          Limits.max_repeated_events             | (#)                      | server.bridge.StreamLimits.MAX_REPEATED_EVENTS | 1
          LegEvents.events                       | (#)                      | server.bridge.StreamLimits.MAX_EVENTS_PER_MESSAGE | 1
          ActiveLegs.leg_numbers                 | (#), in all              | server.bridge.StreamLimits.MAX_ACTIVE_LEGS_PER_MESSAGE | 1
          ActiveLegs.leg_numbers                 | (#).                     | server.bridge.StreamLimits.MAX_ACTIVE_LEGS | 1
          ActiveLegs.leg_numbers                 | (#).                     | level.sessions.maxLegs | 1
          Acknowledge.closed_leg_numbers         | (#)                      | server.bridge.StreamLimits.MAX_EVENTS_PER_MESSAGE | 1
          Acknowledge.closed_leg_numbers         | keeps # closings         | level.sessions.maxClosings | 1
          Acknowledge.closed_leg_numbers         | about # MiB              | level.sessions.maxClosingBytes | 1048576
          Acknowledge.closed_leg_numbers         | for # days               | level.sessions.closingMicros | 86400000000
          Open.session                           | more than # above        | level.sessions.maxStep | 1
          Open.session                           | more than # days         | level.sessions.maxTimeAheadMicros | 86400000000
          DenialReason.DENIAL_REASON_TOO_LONG    | for # hours              | level.legs.maxMicros | 3600000000
          AuthorizeLegResponse.credit_lasts      | at most # hours          | level.legs.maxMicros | 3600000000
          CompletedCalls.calls                   | 1 to # calls             | server.api.RateCallsStream.MAX_CALLS_PER_MESSAGE | 1
          CompletedCall.usage_id                 | 1 to # characters        | server.rpc.RequestChecks.MAX_ID_LENGTH | 1
          CompletedCall.usage_id                 | for # days               | level.memory.usageIdMicros | 86400000000
          CompletedCall.answer_time              | At most # days           | level.memory.bookingMicros | 86400000000
          CompletedCall.end_time                 | at most # hours          | level.legs.maxMicros | 3600000000
          GetCallRecordRequest.usage_id          | 1 to # characters        | server.rpc.RequestChecks.MAX_ID_LENGTH | 1
          ImportRateDeckHeader.request_id        | 1 to # characters        | server.rpc.RequestChecks.MAX_ID_LENGTH | 1
          ImportRateDeckHeader.display_name      | 1 to # characters        | server.api.RateDeckImport.MAX_NAME_LENGTH | 1
          ImportRateDeckRequest.chunk            | at most # MiB            | server.api.RateDeckImport.MAX_CHUNK_BYTES | 1048576
          TariffService.ImportRateDeck           | over # MiB               | server.api.RateDeckCsv.MAX_BYTES | 1048576
          TariffService.ImportRateDeck           | or # rows                | core.tariff.RateDeck.MAX_RATES | 1
          TariffService.ImportRateDeck           | more than # imports      | server.api.DeckUploads.MAX_OF_CALLER | 1
          TariffService.ImportRateDeck           | or # in all              | server.api.DeckUploads.MAX_UPLOADS | 1
          TariffService.ImportRateDeck           | for # seconds            | server.api.DeckUploads.IDLE_NANOS | 1000000000
          LegRatingService.StreamLegs            | nothing for # seconds    | server.bridge.StreamLimits.MAX_PAUSE_NANOS | 1000000000
          LegRatingService.StreamLegs            | within # seconds         | server.security.OpenCalls.FIRST_MESSAGE_NANOS | 1000000000
          LegRatingService.StreamLegs            | (# calls of the identity | server.security.AccessControl.MAX_CALLS | 1
          TariffService.ImportRateDeck           | up to # row-numbered     | server.rpc.Violations.MAX_VIOLATIONS | 1
          ImportRateDeckResponse.warnings        | at most #                | server.api.DeckWarnings.MAX_WARNINGS | 1
          ImportRateDeckResponse.removed_prefixes | Up to #                 | server.api.DeckRemovals.MAX_NAMED | 1
          TariffService                          | At most # are kept       | level.decks.maxDecks | 1
          Rate.prefix                            | at most #                | core.tariff.Rate.MAX_PREFIX_DIGITS | 1
          Rate.destination                       | 1 to # characters        | core.tariff.Rate.MAX_DESTINATION_LENGTH | 1
          Rate.price_per_minute_micros           | 0 to # units             | core.tariff.Rate.MAX_PRICE_MICROS | 1000000
          Rate.connection_fee_micros             | 0 to # units             | core.tariff.Rate.MAX_PRICE_MICROS | 1000000
          Rate.initial_increment_seconds         | 1 to # seconds           | core.tariff.Increments.MAX_SECONDS | 1
          Rate.recurring_increment_seconds       | 1 to # seconds           | core.tariff.Increments.MAX_SECONDS | 1
          Rate.min_digits                        | at most #                | core.tariff.Rate.MAX_NUMBER_DIGITS | 1
          Rate.max_digits                        | at most #,               | core.tariff.Rate.MAX_NUMBER_DIGITS | 1
          TimeWindow.to_minute                   | 1 to #                   | core.tariff.TimeWindow.MINUTES_PER_DAY | 1
          LookupRateRequest.duration_seconds     | At most #                | server.api.TariffGrpc.MAX_DURATION_SECONDS | 1
          RerateCallsRequest.request_id          | 1 to # characters        | server.rpc.RequestChecks.MAX_ID_LENGTH | 1
          RerateCallsRequest.time_range          | at most # days           | level.memory.reratingMicros | 86400000000
          ReratingService.RerateCalls            | for # days               | level.memory.reratingMicros | 86400000000
          ReratingService.RerateCalls            | (# calls of              | server.api.ReratingGrpc.MAX_CALLS_AT_A_TIME | 1
          ReratingService.RerateCalls            | # booked re-ratings      | level.memory.maxReratings | 1
          ExportUsageReportResponse.chunk        | at most # KiB            | server.api.CsvChunks.MAX_CHUNK_BYTES | 1024
          ExportLedgerStatementResponse.chunk    | at most # KiB            | server.api.CsvChunks.MAX_CHUNK_BYTES | 1024
          BackupResponse.chunk                   | at most # KiB            | server.api.BackupStream.CHUNK_BYTES | 1024
          Opened.alive_interval                  | # milliseconds           | server.bridge.StreamSettings.ALIVE_INTERVAL_MICROS | 1000
          """)
  void commentsGiveTheServersNumbers(String item, String phrase, String constant, long unit)
      throws ReflectiveOperationException {
    String expected = phrase.replace("#", value(constant, unit));
    assertThat(COMMENTS).containsKey(item);
    assertThat(COMMENTS.get(item)).containsIgnoringCase(expected);
  }
}
