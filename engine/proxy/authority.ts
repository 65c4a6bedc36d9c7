import { isIP } from 'node:net';
import { type SecureContext, createSecureContext } from 'node:tls';

/** A certificate authority that lives for one recording: its key never leaves this process. */
export interface Authority {
  /** The certificate that clients must trust. */
  caPem: string;
  /** TLS settings that prove to be `host`, made at the first call for it. */
  contextFor(host: string): Promise<SecureContext>;
}

const DAY = 86_400_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** Creates the authority (EC P-256; an RSA key would take a hundred times longer). */
export async function createAuthority(): Promise<Authority> {
  // The certificate library's container needs this polyfill while it loads.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const newKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  // Yesterday to the day after tomorrow: the clock of a container may be off.
  const valid = () => ({ notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 2 * DAY), signingAlgorithm: ALGORITHM });
  const caKeys = await newKeys();
  const { BasicConstraintsExtension, KeyUsagesExtension, KeyUsageFlags, ExtendedKeyUsageExtension, ExtendedKeyUsage } = x509;
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...valid(), name: 'CN=ringproof recording', keys: caKeys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });

  const issue = async (host: string): Promise<SecureContext> => {
    const keys = await newKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      ...valid(), subject: 'CN=ringproof recording of a host', issuer: ca.subject, publicKey: keys.publicKey, signingKey: caKeys.privateKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([{ type: isIP(host) ? 'ip' : 'dns', value: host }]),
        // Python 3.13 refuses certificates without the next one.
        await x509.AuthorityKeyIdentifierExtension.create(caKeys.publicKey),
      ],
    });
    const key = x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
    return createSecureContext({ key, cert: certificate.toString('pem') });
  };
  const issued = new Map<string, Promise<SecureContext>>();
  return {
    caPem: `${ca.toString('pem')}\n`,
    contextFor(host) {
      const known = issued.get(host) ?? issue(host);
      issued.set(host, known);
      return known;
    },
  };
}
