package dev.tollbridge.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which settings a server starts with, and whether it is open then. */
final class SecuritySettingsTest {
  @ParameterizedTest
  @CsvSource({
    // certificate, key, authorities, --insecure, --auth, gRPC, HTTP, result
    ", , , false, false, 127.0.0.1, 127.0.0.1, open", ", , , false, false, ::1, localhost, open",
    ", , , false, true, 127.0.0.1, 127.0.0.1, identified", "c, k, , false, false, 127.0.0.1, 127.0.0.1, identified",
    "c, k, a, false, false, 0.0.0.0, 0.0.0.0, identified", ", , , true, false, 0.0.0.0, 127.0.0.1, identified",
    ", , , true, false, 127.0.0.1, 127.0.0.1, open", ", , , false, false, 0.0.0.0, 127.0.0.1, --tls-cert and --tls-key",
    ", , , false, true, 0.0.0.0, 127.0.0.1, --insecure", ", , , false, false, 127.0.0.1, 10.0.0.1, --insecure",
    "c, , , false, false, 127.0.0.1, 127.0.0.1, need each other",
    ", k, , true, false, 0.0.0.0, 0.0.0.0, need each other",
    ", , a, true, false, 0.0.0.0, 0.0.0.0, --tls-ca needs",
    "c, k, , true, false, 0.0.0.0, 0.0.0.0, exclude each other"})
  void areJudgedTogether(@Nullable Path certificate, @Nullable Path key, @Nullable Path authorities, boolean insecure,
      boolean identified, String grpc, String http, String result) {
    var settings = new SecuritySettings(certificate, key, authorities, insecure, identified);
    var listen = new InetSocketAddress(grpc, 1);
    var operations = new InetSocketAddress(http, 2);
    String fault = settings.fault(listen, operations);
    if (fault != null) {
      assertThat(fault).contains(result);
    } else {
      assertThat(settings.isOpen(listen, operations) ? "open" : "identified").isEqualTo(result);
    }
  }
}
