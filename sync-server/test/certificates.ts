import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../db/embedded/run.ts';

/** A certificate authority of the test's own, made with the openssl of the machine. */
export interface Authority {
  readonly caFile: string;
  /** Files of a new certificate that it signed; for a server those of `localhost` and the loopback addresses. */
  issue(name: string, use: 'server' | 'client'): Promise<{ certFile: string; keyFile: string }>;
}

export async function createAuthority(folder: string, name: string): Promise<Authority> {
  const at = (file: string) => path.join(folder, file);
  const caFile = at(`${name}.pem`);
  const caKey = at(`${name}.key`);
  await openssl(
    'req',
    '-x509',
    ...NEW_KEY,
    '-keyout',
    caKey,
    '-out',
    caFile,
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
  );
  return {
    caFile,
    async issue(subject, use) {
      const [certFile, keyFile, request, extensions] = ['pem', 'key', 'csr', 'ext'].map((kind) =>
        at(`${name}-${subject}.${kind}`),
      ) as [string, string, string, string];
      await openssl('req', ...NEW_KEY, '-keyout', keyFile, '-out', request, '-subj', `/CN=${subject}`);
      const names = use === 'server' ? 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' : '';
      await writeFile(extensions, `${names}extendedKeyUsage=${use}Auth\n`);
      const signed = [
        '-CA',
        caFile,
        '-CAkey',
        caKey,
        '-CAcreateserial',
        '-days',
        '1',
        '-extfile',
        extensions,
      ];
      await openssl('x509', '-req', '-in', request, '-out', certFile, ...signed);
      await chmod(keyFile, 0o600);
      return { certFile, keyFile };
    },
  };
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

async function openssl(...args: string[]): Promise<void> {
  const { code, output } = await run('openssl', args);
  if (code !== 0) throw new Error(`openssl: ${output}`);
}
