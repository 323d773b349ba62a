import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import type { ProviderConfig } from '../provider/config.ts';

type Handler = ReturnType<Provider['callback']>;

const CLIENT = { id: 'branchline', secret: 'the secret of the client, known to both' };

/** A provider of OpenID Connect as a bank has one, on loopback: the real one of npm, with its own pages. */
export class BankProvider {
  readonly issuer: string;
  readonly #server: Server;
  readonly #redirectUri: string;
  /** The names of accounts, by the account's subject; one that is not here has the name of its subject. */
  readonly names = new Map<string, string>();
  #handler: Handler;
  /** Answers for the keys, when another handler signs with other ones. */
  #keys: Handler | undefined;

  private constructor(server: Server, redirectUri: string) {
    const { port } = server.address() as AddressInfo;
    this.issuer = `http://127.0.0.1:${port}`;
    this.#server = server;
    this.#redirectUri = redirectUri;
    this.#handler = (_request, response) => void response.writeHead(503).end();
    server.on('request', (request, response) => {
      const isKeys = request.url?.startsWith('/jwks') === true;
      (isKeys && this.#keys ? this.#keys : this.#handler)(request, response);
    });
  }

  /** `publicOrigin`: of the sync server that is its client. */
  static async start(publicOrigin: string): Promise<BankProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const provider = new BankProvider(server, `${publicOrigin}/auth/oidc/callback`);
    provider.#handler = await provider.#make();
    return provider;
  }

  /** Signs with keys from now on that it does not tell: as somebody would who answers in its place. */
  async signWithOtherKeys(): Promise<void> {
    this.#keys = this.#handler;
    this.#handler = await this.#make();
  }

  configFor(publicOrigin: string, more: Partial<ProviderConfig> = {}): ProviderConfig {
    return {
      issuer: new URL(this.issuer),
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      publicOrigin,
      usernameClaim: 'preferred_username',
      scopes: 'openid profile',
      label: { 'zh-CN': '使用行内账号登录', en: 'Sign in with the bank' },
      sessionDays: 7,
      ...more,
    };
  }

  /** For a sync server that runs in a process of its own. */
  environmentFor(publicOrigin: string): Record<string, string> {
    return {
      OIDC_ISSUER: this.issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_PUBLIC_ORIGIN: publicOrigin,
    };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #make(): Promise<Handler> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'the-bank' };
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [this.#redirectUri],
          token_endpoint_auth_method: 'client_secret_basic',
        },
      ],
      jwks: { keys: [key] },
      cookies: { keys: ['cookies of the test'] },
      pkce: { required: () => true },
      claims: { openid: ['sub'], profile: ['preferred_username'] },
      findAccount: async (_context: unknown, subject: string) => ({
        accountId: subject,
        claims: async () => ({ sub: subject, preferred_username: this.names.get(subject) ?? subject }),
      }),
    });
    return provider.callback();
  }
}

/** Settings of a provider that is asked for nothing: for tests in which nobody goes to it. */
export const providerOfNobody: ProviderConfig = {
  issuer: new URL('https://sso.bank.example'),
  clientId: CLIENT.id,
  clientSecret: CLIENT.secret,
  publicOrigin: 'https://crm.bank.example',
  usernameClaim: 'preferred_username',
  scopes: 'openid',
  label: { 'zh-CN': '登录', en: 'Sign in' },
  sessionDays: 7,
};
