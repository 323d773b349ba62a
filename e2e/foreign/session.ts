import { newSigningKey, type SigningKey, verify } from './keys.ts';
import { again } from './retry.ts';
import { ask, newId, Refusal } from './wire.ts';

interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly user: { readonly id: string; readonly role: string };
  readonly scope: { readonly id: string };
  readonly serverKeys: { readonly seal: string; readonly sign: string };
  readonly certificate?: Certificate;
}

export interface Certificate {
  readonly userId: string;
  readonly deviceId: string;
  readonly publicKey: string;
  readonly issuedAt: string;
  readonly signature: string;
}

/** A computer with its own key, whoever works at it. */
export interface Machine {
  readonly deviceId: string;
  readonly key: SigningKey;
}

export async function newMachine(): Promise<Machine> {
  return { deviceId: newId(), key: await newSigningKey() };
}

/** One user signed in on one machine. */
export class Session {
  readonly url: string;
  readonly machine: Machine;
  readonly signingKey: SigningKey;
  readonly certificate: Certificate;
  #tokens: SignedIn;
  #refreshing: Promise<void> | undefined;

  private constructor(url: string, machine: Machine, signingKey: SigningKey, tokens: SignedIn) {
    if (tokens.certificate === undefined)
      throw new Error('A sign-in with a signing key came without certificate.');
    this.url = url;
    this.machine = machine;
    this.signingKey = signingKey;
    this.certificate = tokens.certificate;
    this.#tokens = tokens;
  }

  static async signIn(url: string, machine: Machine, username: string, password: string): Promise<Session> {
    const signingKey = await newSigningKey();
    const body = {
      username,
      password,
      deviceId: machine.deviceId,
      deviceKey: machine.key.publicKey,
      signingKey: signingKey.publicKey,
    };
    const tokens = await again(() => ask<SignedIn>(`${url}/auth/sign-in`, { body }));
    const session = new Session(url, machine, signingKey, tokens);
    const { userId, deviceId, publicKey, issuedAt, signature } = session.certificate;
    const text = JSON.stringify([userId, deviceId, publicKey, issuedAt]);
    if (!(await verify(tokens.serverKeys.sign, 'certificate', text, signature)))
      throw new Error('The certificate is not the server\u2019s.');
    return session;
  }

  get user(): SignedIn['user'] {
    return this.#tokens.user;
  }
  get serverKeys(): SignedIn['serverKeys'] {
    return this.#tokens.serverKeys;
  }
  get refreshToken(): string {
    return this.#tokens.refreshToken;
  }
  get accessToken(): string {
    return this.#tokens.accessToken;
  }

  /** The successor of the refresh token; who asks meanwhile waits for the same one. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }
  async #refresh(): Promise<void> {
    const body = { refreshToken: this.#tokens.refreshToken, deviceId: this.machine.deviceId };
    this.#tokens = await again(() => ask<SignedIn>(`${this.url}/auth/refresh`, { body }));
  }

  /** Asks as this user, with a new token where the old one has ended, and again where the document says so. */
  ask<T>(path: string, body?: unknown): Promise<T> {
    return again(() => this.once<T>(path, body));
  }
  /** The same without asking again. */
  async once<T>(path: string, body?: unknown): Promise<T> {
    const attempt = () => ask<T>(this.url + path, { body, token: this.accessToken });
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'unauthenticated')) throw error;
      await this.refresh();
      return attempt();
    }
  }
}
