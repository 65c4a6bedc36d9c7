import { isIP } from 'node:net';

/** What a TLS server shows, and what its clients must trust. The keys never leave this process. */
export interface Certificate {
  /** The authority's certificate, for `NODE_EXTRA_CA_CERTS`, `SSL_CERT_FILE` or a client's `ca`. */
  caPem: string;
  cert: string;
  key: string;
}

const DAY = 86_400_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** An authority of its own and a certificate from it for `hosts`, names or addresses (EC P-256; RSA would take a hundred times longer). */
export async function createCertificate(hosts: readonly string[]): Promise<Certificate> {
  // The certificate library's container needs this polyfill while it loads.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const newKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  // From yesterday: the clock of a container may be off. A year: an emulator may run for long.
  const valid = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + 365 * DAY), signingAlgorithm: ALGORITHM };
  const [caKeys, keys] = await Promise.all([newKeys(), newKeys()]);
  const { BasicConstraintsExtension, ExtendedKeyUsage, ExtendedKeyUsageExtension, KeyUsageFlags, KeyUsagesExtension } = x509;
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...valid, name: 'CN=ringproof Service Bus emulator', keys: caKeys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    ...valid, subject: 'CN=localhost', issuer: ca.subject, publicKey: keys.publicKey, signingKey: caKeys.privateKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([...new Set(hosts)].map((host) => ({ type: isIP(host) ? 'ip' : 'dns', value: host }))),
      // Python 3.13 refuses certificates without the next one.
      await x509.AuthorityKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const key = x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { caPem: `${ca.toString('pem')}\n`, cert: certificate.toString('pem'), key };
}
