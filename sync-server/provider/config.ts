import { readFile } from 'node:fs/promises';
import type { SignInWays } from '#shared/protocol/provider.ts';
import { signInWays } from '#shared/protocol/provider.ts';
import { isLoopbackHost } from '../identity/loopback.ts';

/** The bank's provider of OpenID Connect, and this server as a client of it. */
export interface ProviderConfig {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Under which browsers reach this server; the provider sends them back to a path of it. */
  readonly publicOrigin: string;
  /** Claim of the ID token, or of the user info, that is the name of a person here. */
  readonly usernameClaim: string;
  readonly scopes: string;
  readonly label: NonNullable<SignInWays['provider']>['label'];
  /** Days after which a session has to be opened at the provider anew. */
  readonly sessionDays: number;
  /** What the provider is told to ask each time, however long somebody has been signed in there. */
  readonly prompt?: (typeof prompts)[number] | undefined;
}

const prompts = ['login', 'select_account', 'consent'] as const;

/** The settings contradict each other or lack something; the message is a sentence for whoever starts the server. */
export class ProviderConfigError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'OIDC_';

/** What the environment says of a provider; `undefined` where it says nothing. */
export async function readProviderConfig(env: Environment): Promise<ProviderConfig | undefined> {
  if (!Object.entries(env).some(([name, value]) => name.startsWith(PREFIX) && value)) return undefined;
  return {
    issuer: issuerOf(required(env, 'OIDC_ISSUER')),
    clientId: required(env, 'OIDC_CLIENT_ID'),
    clientSecret: await secretOf(env),
    publicOrigin: originOf(required(env, 'OIDC_PUBLIC_ORIGIN')),
    usernameClaim: env.OIDC_USERNAME_CLAIM || 'preferred_username',
    scopes: scopesOf(env.OIDC_SCOPES || 'openid profile'),
    label: labelOf(env),
    sessionDays: daysOf(env.OIDC_SESSION_DAYS || '7'),
    prompt: promptOf(env.OIDC_PROMPT),
  };
}

function required(env: Environment, name: string): string {
  const value = env[name];
  if (!value) throw new ProviderConfigError(`${name} is missing: the other OIDC_ settings need it.`);
  return value;
}

function issuerOf(text: string): URL {
  const url = URL.parse(text);
  if (url !== null && isGuarded(url) && url.search === '' && url.hash === '') return url;
  throw new ProviderConfigError(
    'OIDC_ISSUER is not the https address of a provider, as its discovery document names it.',
  );
}

function originOf(text: string): string {
  const url = URL.parse(text);
  if (url !== null && isGuarded(url) && [url.origin, `${url.origin}/`].includes(text)) return url.origin;
  throw new ProviderConfigError(
    'OIDC_PUBLIC_ORIGIN is not an https origin such as https://crm.bank.example, without a path.',
  );
}

/** Codes and cookies cross networks by TLS only. */
function isGuarded({ protocol, host, username, password }: URL): boolean {
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(host));
}

async function secretOf({ OIDC_CLIENT_SECRET: given, OIDC_CLIENT_SECRET_FILE: file }: Environment) {
  if (given && file)
    throw new ProviderConfigError(
      'Set OIDC_CLIENT_SECRET or OIDC_CLIENT_SECRET_FILE, not both: nobody can tell which counts.',
    );
  if (given) return given;
  if (!file) throw new ProviderConfigError('OIDC_CLIENT_SECRET or OIDC_CLIENT_SECRET_FILE is missing.');
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text.trim() === '')
    throw new ProviderConfigError('The file in OIDC_CLIENT_SECRET_FILE cannot be read, or is empty.');
  return text.trim();
}

function scopesOf(text: string): string {
  if (text.split(' ').includes('openid')) return text;
  throw new ProviderConfigError('OIDC_SCOPES has to name openid, among others separated by spaces.');
}

function labelOf({ OIDC_LABEL_ZH: zh, OIDC_LABEL_EN: en }: Environment) {
  const parsed = signInWays.safeParse({
    provider: {
      label: { 'zh-CN': zh || '使用行内统一身份登录', en: en || 'Sign in with single sign-on' },
    },
  });
  const label = parsed.data?.provider?.label;
  if (label !== undefined) return label;
  throw new ProviderConfigError('OIDC_LABEL_ZH takes at most 40 characters in a line, OIDC_LABEL_EN 60.');
}

function daysOf(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 30) return days;
  throw new ProviderConfigError('OIDC_SESSION_DAYS is a number of days from 1 to 30.');
}

function promptOf(text: string | undefined): ProviderConfig['prompt'] {
  const prompt = prompts.find((one) => one === text);
  if (text && prompt === undefined)
    throw new ProviderConfigError(`OIDC_PROMPT is one of ${prompts.join(', ')}, or empty.`);
  return prompt;
}
