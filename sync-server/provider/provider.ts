import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
} from 'openid-client';
import type { Metrics } from '../operations/metrics.ts';
import type { ProviderConfig } from './config.ts';
import { ProviderRefusal, refusalOf } from './refusal.ts';

/** Seconds for each request to the provider: somebody waits in front of a browser. */
const TIMEOUT_SECONDS = 10;
/** Milliseconds for which a failure is believed, so that a morning's sign-ins do not all wait for the same time-out. */
const FAILED_FOR = 5_000;
/** Milliseconds after which the provider is asked anew what it is. */
const KNOWN_FOR = 3_600_000;

export const CALLBACK_PATH = '/auth/oidc/callback';

/** What a browser takes to the provider, and what of it must come back. */
export interface Proof {
  readonly state: string;
  readonly nonce: string;
  /** Of the server's own code exchange; the client's verifier is another. */
  readonly codeVerifier: string;
}

/** Somebody as the provider vouches for them. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** As the claim has it; `undefined` where there is none. */
  readonly name: string | undefined;
}

/**
 * The bank's provider. It is asked what it is when somebody first wants to sign in, and not at the start: a server whose
 * provider is down serves everybody else. A job asks as well, so that an operator hears of it before a morning does.
 */
export class Provider {
  readonly config: ProviderConfig;
  readonly #metrics: Metrics;
  readonly #now: () => number;
  #known: { configuration: Configuration; at: number } | undefined;
  #asking: Promise<Configuration> | undefined;
  #failed: { error: unknown; at: number } | undefined;

  constructor(config: ProviderConfig, metrics: Metrics, now: () => number = () => performance.now()) {
    this.config = config;
    this.#metrics = metrics;
    this.#now = now;
    // A series that begins with its first failure has not grown, to a rule that looks for growth.
    for (const result of ['refused', 'unreachable']) metrics.provider.inc({ step: 'return', result }, 0);
  }

  get redirectUri(): string {
    return `${this.config.publicOrigin}${CALLBACK_PATH}`;
  }

  /** Asks the provider what it is, for the figure that an alert looks at. Never rejects. */
  async look(): Promise<void> {
    await this.#ask().catch(() => undefined);
  }

  /** Where a browser goes to sign in. Throws {@link ProviderRefusal} `unreachable`. */
  async addressFor({ state, nonce }: Proof, codeChallenge: string): Promise<URL> {
    return buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: this.redirectUri,
      scope: this.config.scopes,
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
      state,
      nonce,
      ...(this.config.prompt !== undefined && { prompt: this.config.prompt }),
    });
  }

  /**
   * Whom the provider's answer is about. `query` is the answer as it came. Throws {@link ProviderRefusal}: `cancelled`,
   * `unreachable`, or `refused` for an answer or token that is not what it should be.
   */
  async identify(query: string, proof: Proof): Promise<Identity> {
    const configuration = await this.#configuration();
    try {
      const tokens = await authorizationCodeGrant(configuration, new URL(`${this.redirectUri}${query}`), {
        expectedState: proof.state,
        expectedNonce: proof.nonce,
        pkceCodeVerifier: proof.codeVerifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new ProviderRefusal('refused');
      const { usernameClaim } = this.config;
      const given =
        claims[usernameClaim] ??
        // Some put it into the token, some only where it is asked for.
        (configuration.serverMetadata().userinfo_endpoint === undefined
          ? undefined
          : (await fetchUserInfo(configuration, tokens.access_token, claims.sub))[usernameClaim]);
      return { issuer: claims.iss, subject: claims.sub, name: typeof given === 'string' ? given : undefined };
    } catch (error) {
      throw refusalOf(error);
    }
  }

  async #configuration(): Promise<Configuration> {
    const now = this.#now();
    if (this.#known && now - this.#known.at < KNOWN_FOR) return this.#known.configuration;
    if (this.#failed && now - this.#failed.at < FAILED_FOR) {
      if (this.#known) return this.#known.configuration;
      throw new ProviderRefusal('unreachable', this.#failed.error);
    }
    return await this.#ask();
  }

  /** Asked once for all who wait. */
  #ask(): Promise<Configuration> {
    this.#asking ??= this.#discover().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.config;
    try {
      const configuration = await discovery(
        issuer,
        clientId,
        { client_secret: clientSecret },
        (server, client, body, headers) =>
          (prefersPost(server) ? ClientSecretPost(clientSecret) : ClientSecretBasic(clientSecret))(
            server,
            client,
            body,
            headers,
          ),
        {
          timeout: TIMEOUT_SECONDS,
          // The token comes over TLS from the provider itself; its signature is looked at all the same.
          execute: [
            enableNonRepudiationChecks,
            ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : []),
          ],
        },
      );
      this.#metrics.provider.inc({ step: 'discover', result: 'done' });
      this.#metrics.providerUp.set(1);
      this.#failed = undefined;
      this.#known = { configuration, at: this.#now() };
      return configuration;
    } catch (error) {
      this.#metrics.provider.inc({ step: 'discover', result: 'unreachable' });
      this.#metrics.providerUp.set(0);
      this.#failed = { error, at: this.#now() };
      // What it was an hour ago it is still, as a rule, and where it is not the exchange says so.
      if (this.#known) return this.#known.configuration;
      throw new ProviderRefusal('unreachable', error);
    }
  }
}

/** The default of the specification is Basic; a provider that names what it takes and not that one gets the other. */
function prefersPost({
  token_endpoint_auth_methods_supported: methods,
}: {
  readonly token_endpoint_auth_methods_supported?: readonly string[] | undefined;
}): boolean {
  return methods !== undefined && !methods.includes('client_secret_basic');
}
