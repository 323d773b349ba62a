import { createHash, randomBytes } from 'node:crypto';
import { signInResponse } from '#shared/protocol/auth.ts';
import { type ProviderAnswer, providerAnswer, providerBegun } from '#shared/protocol/provider.ts';
import { BrowserJar } from './browser-jar.ts';
import { Device } from './device.ts';

export const RETURN_TO = 'http://127.0.0.1:9/answer';

/** A sign-in at the provider, as a client and a browser do it: steps that a test can take one by one, or wrongly. */
export class ProviderClient {
  readonly device: Device;
  readonly browser = new BrowserJar();
  readonly verifier = randomBytes(32).toString('base64url');

  constructor(url: string, device = new Device(url)) {
    this.device = device;
  }

  /** The address for the browser. */
  async begin(returnTo = RETURN_TO): Promise<string> {
    const challenge = createHash('sha256').update(this.verifier).digest('base64url');
    return providerBegun.parse(await this.device.post('/auth/oidc/begin', { challenge, returnTo })).url;
  }

  /** Begins, signs in at the provider, and comes back with what the client hears. */
  async come(login: string): Promise<ProviderAnswer> {
    return answerIn(await this.browser.signInAt(await this.begin(), login, isBack));
  }

  /** The ticket of {@link come}, or the reason why there is none as an error. */
  async ticketOf(login: string): Promise<string> {
    const answer = await this.come(login);
    if ('ticket' in answer) return answer.ticket;
    throw new Error(answer.problem);
  }

  async signIn(ticket: string, more: object = {}) {
    const { deviceId } = this.device;
    const answer = await this.device.post('/auth/oidc/sign-in', {
      ticket,
      verifier: this.verifier,
      deviceId,
      ...more,
    });
    this.device.session = signInResponse.parse(answer);
    return this.device.session;
  }
}

export const isBack = (address: string) => address.startsWith(RETURN_TO);

export function answerIn(address: string): ProviderAnswer {
  const { search, hash } = new URL(address);
  return providerAnswer.parse(Object.fromEntries(new URLSearchParams(search || hash.slice(1))));
}
