package dev.tollbridge.server.security;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** The names by which an entry can refer to a client certificate. */
final class CertificateNames {
  private static final int DNS_NAME = 2;
  private static final int URI = 6;

  private CertificateNames() {}

  /** URIs and DNS names of the subject alternative name, then the common name. */
  static List<String> of(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        alternatives.stream().filter(each -> each.get(0) instanceof Integer kind && (kind == DNS_NAME || kind == URI))
            .forEach(each -> names.add(String.valueOf(each.get(1))));
      }
      String subject = certificate.getSubjectX500Principal().getName();
      new LdapName(subject).getRdns().stream().filter(rdn -> rdn.getType().equalsIgnoreCase("CN")).map(Rdn::getValue)
          .map(String::valueOf).forEach(names::add);
    } catch (CertificateParsingException | InvalidNameException e) {
      return List.of();
    }
    return names;
  }
}
