import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import https from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import type { FastifyBaseLogger } from 'fastify';
import type { Metrics } from '../operations/metrics.ts';

export interface TlsConfig {
  /** PEM: the server's certificate, then the ones between it and the root. */
  readonly certFile: string;
  readonly keyFile: string;
  /** PEM: who signs clients' certificates. With it nobody connects without one. */
  readonly clientCaFile?: string | undefined;
}

/** A file cannot be read or is not what it should be; the message is a sentence for whoever starts the server. */
export class TlsConfigError extends Error {}

interface Material {
  readonly text: string;
  readonly context: SecureContextOptions;
  readonly expiresAt: Date;
}

/**
 * The certificate of a node. Its files are read again every few seconds and put to use as soon as they fit together:
 * connections that are open stay, new ones see the new certificate. What does not fit is never used.
 */
export class Tls {
  readonly #config: TlsConfig;
  readonly #metrics: Metrics;
  readonly #logger: FastifyBaseLogger;
  readonly #servers = new Set<https.Server>();
  #material: Material;
  #refused: string | undefined;

  private constructor(config: TlsConfig, material: Material, metrics: Metrics, logger: FastifyBaseLogger) {
    this.#config = config;
    this.#material = material;
    this.#metrics = metrics;
    this.#logger = logger;
    this.#tellExpiry();
  }

  /** @throws TlsConfigError */
  static async open(config: TlsConfig, metrics: Metrics, logger: FastifyBaseLogger): Promise<Tls> {
    return new Tls(config, materialOf(await readAll(config)), metrics, logger);
  }

  createServer(handler: RequestListener): https.Server {
    const mutual = this.#config.clientCaFile !== undefined;
    const server = https.createServer(
      {
        ...this.#material.context,
        minVersion: 'TLSv1.2',
        requestCert: mutual,
        rejectUnauthorized: mutual,
        handshakeTimeout: 10_000,
      },
      handler,
    );
    this.#servers.add(server);
    server.once('close', () => this.#servers.delete(server));
    return server;
  }

  /** Looks whether the files changed. Half-written ones are tried again when they change again. */
  async look(): Promise<void> {
    let text: string | undefined;
    try {
      const files = await readAll(this.#config);
      text = joined(files);
      if (text === this.#refused) return;
      if (text === this.#material.text) return this.#tellRefused(undefined);
      const material = materialOf(files);
      for (const server of this.#servers) server.setSecureContext(material.context);
      this.#material = material;
      this.#tellRefused(undefined);
      this.#tellExpiry();
      this.#metrics.certificateReloads.inc({ result: 'used' });
      this.#logger.info({ expiresAt: material.expiresAt }, 'a new certificate is in use');
    } catch (error) {
      const unreadable = text ?? 'unreadable';
      if (this.#refused === unreadable) return;
      this.#tellRefused(unreadable);
      this.#metrics.certificateReloads.inc({ result: 'refused' });
      const fault = error instanceof TlsConfigError ? error.message : 'the files do not make a certificate';
      this.#logger.error({ fault }, 'the changed certificate is not used; the one before stays');
    }
  }

  #tellRefused(text: string | undefined): void {
    this.#refused = text;
    this.#metrics.certificateRefused.set(text === undefined ? 0 : 1);
  }

  #tellExpiry(): void {
    this.#metrics.certificateExpiry.set(this.#material.expiresAt.getTime() / 1000);
  }
}

interface Files {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
}

const joined = ({ cert, key, ca = '' }: Files) => [cert, key, ca].join('\n');

async function readAll({ certFile, keyFile, clientCaFile }: TlsConfig): Promise<Files> {
  const read = (file: string, name: string) =>
    readFile(file, 'utf8').catch(() => {
      throw new TlsConfigError(`The file in ${name} cannot be read.`);
    });
  const [cert, key] = await Promise.all([read(certFile, 'TLS_CERT'), read(keyFile, 'TLS_KEY')]);
  return clientCaFile === undefined
    ? { cert, key }
    : { cert, key, ca: await read(clientCaFile, 'TLS_CLIENT_CA') };
}

function materialOf(files: Files): Material {
  let certificate: X509Certificate;
  let fits: boolean;
  try {
    certificate = new X509Certificate(files.cert);
    fits = certificate.checkPrivateKey(createPrivateKey(files.key));
    if (files.ca !== undefined) new X509Certificate(files.ca);
  } catch {
    throw new TlsConfigError(
      'The files in TLS_CERT, TLS_KEY and TLS_CLIENT_CA must be PEM, without a passphrase.',
    );
  }
  if (!fits) throw new TlsConfigError('The key in TLS_KEY is not that of the certificate in TLS_CERT.');
  return { text: joined(files), context: files, expiresAt: certificate.validToDate };
}
