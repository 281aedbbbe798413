package dev.tollbridge.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.simulator.verify.StubServer.Fault;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One fault among very many correct charges is found, and named with both sides; {@code LEG} represents the leg's id.
 */
@Tag("slow")
class OneFaultTest {
  private static final int MANY = 100_000;
  private static final int FEW = 1_000;

  @Test
  void aMillionRightChargesReconcile() {
    Reconciliation run = new StubServer(MANY, Fault.NONE, 0, 0).play();
    assertThat(run.findings().first()).isEmpty();
    assertThat(run.verdict())
        .isEqualTo("reconciliation: OK legs=100000 charges=1000000 missing=0 duplicated=0 wrong=0");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "DROPS_A_CHARGE     | 99999  | 7 | missing: leg LEG minute 7: expected 1 more before minute 8, seen none",
    "DROPS_A_CHARGE     | 1      | 9 | missing: leg LEG minute 9: expected 1 more before the closing, seen none",
    "DOUBLES_A_CHARGE   | 54321  | 0 | duplicated: leg LEG minute 0: expected one charge, seen it again, of 43333",
    "MISPRICES_A_CHARGE | 100000 | 4 | wrong: leg LEG minute 4: expected amount 33333, total 176665, "
        + "seen amount 33334, total 176665"})
  void oneChargeInAMillionIsCaught(Fault fault, long leg, int minute, String difference) {
    assertCaught(new StubServer(MANY, fault, leg, minute), leg, difference);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "CHARGES_A_LEG_THAT_NEVER_STARTED | wrong: leg number 1001 of sim-9-bridge-0: expected no charge, it is not active"
        + ", seen minute 3 amount 33333",
    "DROPS_A_CLOSING            | missing: leg LEG: expected a closing with a call record, seen none",
    "DOUBLES_A_CLOSING          | duplicated: closing of leg LEG: expected once, seen again",
    "MISPRICES_A_CLOSING        | wrong: record of leg LEG: expected charge_micros=343330, seen charge_micros=343331",
    "DROPS_A_RECORD             | missing: listed record of leg LEG: expected as streamed, seen none",
    "DOUBLES_A_RECORD           | duplicated: record usage-500 of sim-9-1: expected once, seen again",
    "MISPRICES_A_RECORD         | wrong: listed record of leg LEG: expected charge_micros=343330, "
        + "closing_adjustment_micros=0, seen charge_micros=343331, closing_adjustment_micros=1",
    "DROPS_AN_ENTRY             | missing: usage entry for record usage-500 of sim-9-1: expected amount -343330"
        + ", seen none",
    "DOUBLES_AN_ENTRY           | duplicated: usage entry entry-501 of sim-9-1: expected one for record usage-500, "
        + "seen another",
    "MISPRICES_AN_ENTRY         | wrong: usage entry entry-500 of sim-9-1: expected amount -343330"
        + ", seen amount -343331",
    "SHOWS_A_BALANCE_OFF_BY_ONE | wrong: balance of sim-9-1: expected 999656670000 as the ledger's sum, "
        + "seen 999656670001"})
  void oneFaultOfTheBooksIsCaught(Fault fault, String difference) {
    assertCaught(new StubServer(FEW, fault, 500, 3), 500, difference);
  }

  /** Every consequence of a fault may be named; none may name another leg. */
  private static void assertCaught(StubServer server, long leg, String difference) {
    Reconciliation run = server.play();
    List<String> found = run.findings().first().stream().map(Difference::toString).collect(Collectors.toList());
    assertThat(found).contains(difference.replace("LEG", server.legId(leg))).hasSizeLessThanOrEqualTo(4);
    assertThat(run.verdict()).startsWith("reconciliation: FAILED legs=");
    assertThat(found).noneMatch(text -> text.contains("leg " + server.legId(leg + 1) + " "));
  }
}
