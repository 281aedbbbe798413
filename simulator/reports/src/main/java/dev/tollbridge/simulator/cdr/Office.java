package dev.tollbridge.simulator.cdr;

import dev.tollbridge.simulator.usage.Column;
import dev.tollbridge.simulator.usage.NumberMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The users of one organization in one country: meetings are held in its working hours.
 *
 * @param country index in {@link Country#OFFICES}
 * @param weight number of meetings relative to other offices
 * @param hiddenDigits last digits of external numbers that the organization's country hides
 * @param users each user's four columns, encoded
 */
record Office(int country, long weight, int hiddenDigits, List<FieldText> users, Weights popularity) {
  /** Percentages of meetings held at home and in the two following countries. */
  private static final int[] SHARES = {70, 20, 10};
  private static final String[] GIVEN_NAMES = {"Ada", "Bo", "Chiara", "Dmitri", "Eun-ji", "Fatima", "Georg", "Hana",
    "Ines", "João", "Keiko", "Liam", "Mwangi", "Noor", "Oskar", "Priya", "Quentin", "Rosa", "Sven", "Zoë"};
  private static final String[] FAMILY_NAMES = {"Abara", "Berg", "Castillo", "Dubois", "Eriksen", "Fischer", "Gupta",
    "Haddad", "Ito", "Jansen", "Kowalski", "Lindqvist", "Moreau", "Núñez", "O'Neill", "Petrov", "Quispe", "Rossi",
    "Smith-Jones", "Tanaka", "Usman", "Vargas", "Weber", "Young"};

  /** Every office of a report. */
  static List<Office> all(CdrOptions options) {
    List<Office> offices = new ArrayList<>();
    for (int organization = 0; organization < options.organizations(); organization++) {
      int firstUser = 0;
      for (int share = 0; share < SHARES.length && firstUser < options.organizers(); share++) {
        int users = share == SHARES.length - 1
            ? options.organizers() - firstUser
            : Math.ceilDiv(options.organizers() * SHARES[share], 100);
        offices.add(office(options, organization, share, firstUser, Math.min(users, options.organizers() - firstUser)));
        firstUser += users;
      }
    }
    return offices;
  }

  private static Office office(CdrOptions options, int organization, int share, int firstUser, int userCount) {
    int country = (organization + share) % Country.OFFICES.size();
    int hidden = options.masked()
        ? NumberMask.hiddenDigits(Country.OFFICES.get(organization % Country.OFFICES.size()).code())
        : 0;
    List<FieldText> users = new ArrayList<>(userCount);
    for (int user = firstUser; user < firstUser + userCount; user++) {
      users.add(user(options, organization, user, Country.OFFICES.get(country).code()));
    }
    return new Office(country, Weights.zipfWeight(organization) * SHARES[share], hidden, users,
        Weights.zipf(userCount));
  }

  private static FieldText user(CdrOptions options, int organization, int user, String location) {
    ReportFormat format = options.format();
    Dice dice = Dice.of(options.seed(), -1 - organization, user);
    String given = GIVEN_NAMES[dice.below(GIVEN_NAMES.length)];
    String family = FAMILY_NAMES[dice.below(FAMILY_NAMES.length)];
    String name = String.format(Locale.ROOT, "user%d@org-%d.example", user + 1, organization + 1);
    ByteBuilder columns = new ByteBuilder(160);
    text(columns, format, Column.USER_LOCATION, location);
    columns.append(format.lead(Column.OBJECT_ID));
    columns.append(format.quote());
    columns.appendUuid(dice.nextLong(), dice.nextLong());
    columns.append(format.quote());
    text(columns, format, Column.UPN, name);
    text(columns, format, Column.USER_DISPLAY_NAME, dice.below(4) == 0 ? family + ", " + given : given + " " + family);
    return new FieldText(columns.toBytes());
  }

  private static void text(ByteBuilder columns, ReportFormat format, Column column, String text) {
    columns.append(format.lead(column));
    columns.append(format.text(text));
  }
}
