import com.azure.core.util.CoreUtils;
import com.azure.json.JsonProviders;
import com.azure.json.JsonWriter;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;

/** The unmodified azure-messaging-servicebus against one connection string; prints what it saw, by behaviour. */
public final class Main {
  /** {@code CONNECTION_STRING tcp|tls|websocket|admin CA_FILE} */
  public static void main(String[] args) throws Exception {
    String connectionString = args[0], transport = args[1];
    Path store = trustStore(args[2]);
    Seen seen = new Seen();
    if (transport.equals("admin")) {
      Admin.walk(connectionString, seen);
    } else {
      Bus bus = new Bus(connectionString, transport);
      Sending.walk(bus, seen);
      Settling.walk(bus, seen);
      Browsing.walk(bus, seen);
      Sessions.walk(bus, seen);
      Topics.walk(bus, seen);
    }
    Files.delete(store);
    String version = CoreUtils.getProperties("azure-messaging-servicebus.properties").get("version");
    // Not by BinaryData.fromObject, which leaves nulls out.
    try (JsonWriter json = JsonProviders.createWriter(System.out)) {
      json.writeUntyped(Map.of("version", version, "seen", seen.byBehaviour));
    }
    // The client's threads are no daemons.
    System.exit(0);
  }

  /** What `keytool -importcert` would make of the emulator's certificate, named in the properties that Java's TLS reads. */
  private static Path trustStore(String caFile) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (FileInputStream pem = new FileInputStream(caFile)) {
      store.setCertificateEntry("emulator", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    Path file = Files.createTempFile("ringproof-trust", ".p12");
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      store.store(out, "changeit".toCharArray());
    }
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
    System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    return file;
  }
}
