package dev.tollbridge.cli;

import dev.tollbridge.v1.AuthorizeLegRequest;
import dev.tollbridge.v1.CompletedCall;
import dev.tollbridge.v1.Direction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of a call's numbers: one that the meeting dials, or a service number and its caller. */
final class Dialled {
  @Option(names = "--dial", paramLabel = "NUMBER", description = "The meeting calls this number.")
  @Nullable
  String dial;

  @Option(names = "--service-number", paramLabel = "NUMBER", description = "A caller called this service number.")
  @Nullable
  String serviceNumber;

  @Option(names = "--caller", paramLabel = "NUMBER", defaultValue = "",
      description = "The caller of the service number.")
  String caller = "";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  private Direction direction() {
    if ((dial == null) == (serviceNumber == null)) {
      throw new ParameterException(Objects.requireNonNull(spec).commandLine(),
          "give either --dial, or --service-number and --caller");
    }
    return dial == null ? Direction.DIRECTION_DIAL_IN : Direction.DIRECTION_DIAL_OUT;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private String remote() {
    return dial == null ? caller : dial;
  }

  AuthorizeLegRequest authorization(String organization, String organizer) {
    return AuthorizeLegRequest.newBuilder().setOrganizationId(organization).setOrganizerId(organizer)
        .setDirection(direction()).setServiceNumber(orEmpty(serviceNumber)).setRemoteNumber(remote()).build();
  }

  /** A call without its times. */
  CompletedCall.Builder call(String organization, String organizer, String usageId) {
    return CompletedCall.newBuilder().setUsageId(usageId).setLegId(usageId).setConferenceId(usageId)
        .setOrganizationId(organization).setOrganizerId(organizer).setDirection(direction())
        .setServiceNumber(orEmpty(serviceNumber)).setRemoteNumber(remote());
  }
}
