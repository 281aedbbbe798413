package dev.tollbridge.cli;

import dev.tollbridge.v1.AssignLicenceRequest;
import dev.tollbridge.v1.DialOutPolicy;
import dev.tollbridge.v1.Licence;
import dev.tollbridge.v1.LicenceKind;
import dev.tollbridge.v1.ListLicencesRequest;
import dev.tollbridge.v1.ListLicencesResponse;
import dev.tollbridge.v1.RemoveLicenceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Organizers' licences. */
@Command(name = "licence", mixinStandardHelpOptions = true, aliases = "license",
    description = "Assigns, removes and lists organizers' licences.")
final class LicenceCommands {
  private static final Table<Licence> LICENCE = Table.ofMessages(
      Column.text("organizer_id", Licence::getOrganizerId),
      Column.text("licence", each -> Shown.constant(each.getKind(), "LICENCE_KIND_")),
      Column.text("dial_out", each -> policyName(each.getDialOutPolicy())));

  private static String policyName(DialOutPolicy policy) {
    return Shown.constant(policy, "DIAL_OUT_POLICY_").replace(' ', '-');
  }

  private static DialOutPolicy policy(String name) {
    try {
      DialOutPolicy policy = DialOutPolicy
          .valueOf("DIAL_OUT_POLICY_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
      if (policy != DialOutPolicy.DIAL_OUT_POLICY_UNSPECIFIED) {
        return policy;
      }
    } catch (IllegalArgumentException e) {
      throw wrongPolicy(name);
    }
    throw wrongPolicy(name);
  }

  private static TypeConversionException wrongPolicy(String name) {
    return new TypeConversionException("--dial-out is any, same-country, zone-a or none, not '" + name + "'");
  }

  @Command(name = "assign", mixinStandardHelpOptions = true,
      description = "Gives organizers a licence, or changes the one they have.", footer = {
        "  tollbridge licence assign acme ann bob", "  tollbridge licence assign acme carol --dial-out same-country"})
  int assign(@Mixin ServerCall server,
      @Parameters(paramLabel = "ORG", index = "0", description = "The organization's id.") String organization,
      @Parameters(paramLabel = "ORGANIZER", index = "1..*", arity = "1..*",
          description = "Their ids.") List<String> organizers,
      @Option(names = "--dial-out", paramLabel = "POLICY", defaultValue = "any",
          description = "Which numbers their meetings may dial: any, same-country, zone-a or none."
              + " Default: ${DEFAULT-VALUE}.") String dialOut)
      throws Exception {
    DialOutPolicy policy = policy(dialOut);
    return server.run(api -> {
      List<Licence> assigned = new ArrayList<>();
      for (String organizer : organizers) {
        assigned.add(api.organizations().assignLicence(AssignLicenceRequest.newBuilder().setOrganizationId(organization)
            .setLicence(Licence.newBuilder().setOrganizerId(organizer)
                .setKind(LicenceKind.LICENCE_KIND_PAY_PER_MINUTE).setDialOutPolicy(policy))
            .build()).getLicence());
      }
      server.output.list(LICENCE, assigned);
      if (api.organization(organization).getAllOrganizersLicensed()) {
        server.output.note("every organizer of " + organization + " counts as licensed; a licence only changes what"
            + " its organizer's meetings may dial");
      }
    });
  }

  @Command(name = "remove", mixinStandardHelpOptions = true,
      description = "Removes organizers' licences; active legs continue.",
      footer = "  tollbridge licence remove acme ann bob")
  int remove(@Mixin ServerCall server,
      @Parameters(paramLabel = "ORG", index = "0", description = "The organization's id.") String organization,
      @Parameters(paramLabel = "ORGANIZER", index = "1..*", arity = "1..*",
          description = "Their ids.") List<String> organizers)
      throws Exception {
    return server.run(api -> {
      for (String organizer : organizers) {
        var _ = api.organizations().removeLicence(RemoveLicenceRequest.newBuilder().setOrganizationId(organization)
            .setOrganizerId(organizer).build());
      }
      server.output.list(Table.of(Column.text("removed", text -> text)), organizers);
    });
  }

  @Command(name = "list", mixinStandardHelpOptions = true,
      description = "Lists an organization's licences by organizer.", footer = "  tollbridge licence list acme")
  int list(@Mixin ServerCall server,
      @Parameters(paramLabel = "ORG", description = "The organization's id.") String organization) throws Exception {
    return server.run(api -> server.output.list(LICENCE, Api.pages(
        token -> api.organizations().listLicences(ListLicencesRequest.newBuilder().setOrganizationId(organization)
            .setPageSize(Api.PAGE_SIZE).setPageToken(token).build()),
        ListLicencesResponse::getLicencesList, ListLicencesResponse::getNextPageToken)));
  }
}
