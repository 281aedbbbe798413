package dev.tollbridge.server.security;

import dev.tollbridge.server.storage.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A certificate authority for first tries, and certificates that it signs, as PEM files. The JDK makes certificates only
 * with its tool {@code keytool}. The authority's key is not kept, so nobody can sign others with it later.
 */
public final class TestAuthority implements AutoCloseable {
  private static final String STORE = "store.p12";
  private static final String PASSWORD_VARIABLE = "TOLLBRIDGE_STORE_PASSWORD";
  private static final String CA = "ca";
  private static final int LINE_LENGTH = 64;

  private final Path directory;
  private final Path store;
  private final int days;
  private final String password = TokenText.random().secret();

  private TestAuthority(Path directory, int days) {
    this.directory = directory;
    this.store = directory.resolve(STORE);
    this.days = days;
  }

  /**
   * Makes an authority, and writes its certificate to {@code ca.crt}.
   *
   * @param directory for all files
   * @param days that its certificates are valid
   */
  public static TestAuthority make(Path directory, int days) throws IOException, GeneralSecurityException {
    var authority = new TestAuthority(directory, days);
    authority.generate(CA, "CN=Tollbridge test authority", List.of("-ext", "bc:critical=ca:true,pathlen:0", "-ext",
        "ku:critical=keyCertSign,cRLSign"));
    authority.writeCertificate(CA);
    return authority;
  }

  /** Writes {@code <name>.crt} and {@code <name>.key} of a server with these host names and addresses. */
  public void server(String name, List<String> hosts) throws IOException, GeneralSecurityException {
    String alternatives = hosts.stream().map(host -> (isAddress(host) ? "ip:" : "dns:") + host)
        .collect(Collectors.joining(","));
    signed(name, hosts.getFirst(), List.of("-ext", "san=" + alternatives, "-ext", "eku=serverAuth"));
  }

  /** Writes {@code <name>.crt} and {@code <name>.key} of a client, whose common name is the name. */
  public void client(String name) throws IOException, GeneralSecurityException {
    signed(name, name, List.of("-ext", "eku=clientAuth"));
  }

  /** The same, valid from some days ago on. */
  public void client(String name, int daysAgo) throws IOException, GeneralSecurityException {
    signed(name, name, List.of("-ext", "eku=clientAuth", "-startdate", "-" + daysAgo + "d"));
  }

  private static boolean isAddress(String host) {
    return host.contains(":") || host.matches("[0-9.]+");
  }

  private void signed(String alias, String commonName, List<String> extensions)
      throws IOException, GeneralSecurityException {
    List<String> options = new ArrayList<>(List.of("-signer", CA, "-ext", "ku:critical=digitalSignature"));
    options.addAll(extensions);
    generate(alias, "CN=" + commonName, options);
    writeCertificate(alias);
    writeKey(alias);
  }

  private void generate(String alias, String subject, List<String> options) throws IOException {
    List<String> command = new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", subject, "-validity",
            Integer.toString(days), "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass:env",
            PASSWORD_VARIABLE));
    command.addAll(options);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(PASSWORD_VARIABLE, password);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("keytool failed: " + output.strip());
    }
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password.toCharArray());
    }
    return keys;
  }

  private void writeCertificate(String alias) throws IOException, GeneralSecurityException {
    Certificate certificate = keys().getCertificate(alias);
    Files.writeString(directory.resolve(alias + ".crt"), pem("CERTIFICATE", certificate.getEncoded()));
  }

  private void writeKey(String alias) throws IOException, GeneralSecurityException {
    Key key = keys().getKey(alias, password.toCharArray());
    ByteBuffer text = StandardCharsets.US_ASCII.encode(pem("PRIVATE KEY", key.getEncoded()));
    DurableFiles.replacePrivate(directory.resolve(alias + ".key"), channel -> {
      while (text.hasRemaining()) {
        var _ = channel.write(text);
      }
    });
  }

  private static String pem(String kind, byte[] der) {
    String text = Base64.getMimeEncoder(LINE_LENGTH, new byte[]{'\n'}).encodeToString(der);
    return Stream.of("-----BEGIN " + kind + "-----", text, "-----END " + kind + "-----", "")
        .collect(Collectors.joining("\n"));
  }

  /** Removes all keys but those that were written to files. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(store);
  }
}
