package dev.tollbridge.simulator.cli;

import dev.tollbridge.simulator.compare.LicencePrice;
import dev.tollbridge.simulator.replay.TimeShift;
import dev.tollbridge.simulator.report.Assertion;
import dev.tollbridge.simulator.sample.Mix;
import dev.tollbridge.simulator.scenario.ArrivalRate;
import dev.tollbridge.simulator.scenario.Arrivals;
import dev.tollbridge.simulator.scenario.ConferenceSize;
import dev.tollbridge.simulator.scenario.CountryWeights;
import dev.tollbridge.simulator.scenario.DurationText;
import dev.tollbridge.simulator.scenario.Faults;
import dev.tollbridge.simulator.scenario.Hold;
import dev.tollbridge.simulator.scenario.OrganizationShares;
import dev.tollbridge.simulator.usage.DateOrder;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Converts the texts of options to values. */
final class Converters {
  private Converters() {}

  /** Registers a converter for every type of option. */
  static void register(CommandLine commandLine) {
    commandLine.registerConverter(ArrivalRate.class, text -> convert(text, ArrivalRate::parse));
    commandLine.registerConverter(Arrivals.class, text -> convert(text, Arrivals::parse));
    commandLine.registerConverter(Hold.class, text -> convert(text, Hold::parse));
    commandLine.registerConverter(Mix.class, text -> convert(text, Mix::parse));
    commandLine.registerConverter(ConferenceSize.class, text -> convert(text, ConferenceSize::parse));
    commandLine.registerConverter(OrganizationShares.class, text -> convert(text, OrganizationShares::parse));
    commandLine.registerConverter(CountryWeights.class, text -> convert(text, CountryWeights::parse));
    commandLine.registerConverter(Faults.class, text -> convert(text, Faults::parse));
    commandLine.registerConverter(LicencePrice.class, text -> convert(text, LicencePrice::parse));
    commandLine.registerConverter(TimeShift.class, text -> convert(text, TimeShift::parse));
    commandLine.registerConverter(DateOrder.class, text -> convert(text, DateOrder::parse));
    commandLine.registerConverter(Assertion.class, text -> convert(text, Assertion::parse));
    commandLine.registerConverter(LocalDate.class, text -> convert(text, Converters::date));
    commandLine.registerConverter(Duration.class, text -> convert(text, DurationText::parse));
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is not a day such as 2026-10-05", e);
    }
  }

  private static <T> T convert(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
