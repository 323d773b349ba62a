import { z } from 'zod';

/** https, or http on this very machine; a host and perhaps a port, and nothing behind them. */
const serverAddress = z
  .string()
  .max(300)
  .regex(
    /^(https:\/\/([a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])|http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\]))(:\d{1,5})?\/?$/i,
  );
const host = z.string().regex(/^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)*$/);
/** Part of an address on the server, so nothing that a path could give a meaning. */
const word = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** Every policy with the values it may have. Names never change: they stand in registries and files of banks. */
export const policyValues = z.object({
  /** Addresses of the bank's sync servers, in the order in which they are tried. */
  serverUrls: z.array(serverAddress).min(1).max(8),
  /** Outside hosts that links may open. */
  externalHosts: z.array(host).max(100),
  updates: z.enum(['on', 'off']),
  updateChannel: word,
  /** A name for the ring of devices this one is in, beside what the server assigns by branch. */
  updateRing: word,
  /** Local time within which updates are installed while nobody works; the end may lie on the next day. */
  updateHours: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/),
  /** Hours since the last contact with the server within which people may sign in without it. */
  offlineHours: z.int().min(1).max(720),
  /** Minutes without input after which the screen locks. */
  idleLockMinutes: z.int().min(1).max(240),
  /** Whether masked numbers can be shown when somebody asks for them, which is recorded. */
  masking: z.enum(['on-request', 'always']),
  /** Whether anything may leave the screen: printing, saving as PDF, files. */
  exports: z.enum(['allowed', 'forbidden']),
  /** Whether the screens say, faintly and everywhere, who is looking at them: for what gets photographed. */
  watermark: z.enum(['on', 'off']),
  language: z.enum(['zh-CN', 'en']),
});
export type PolicyValues = z.infer<typeof policyValues>;
export type PolicyName = keyof PolicyValues;

/** What one source says. */
export const somePolicies = policyValues.partial();
export type SomePolicies = z.infer<typeof somePolicies>;

export const policyNames = Object.keys(policyValues.shape) as PolicyName[];

/** How a value is written where there are only texts and numbers, and entered where there are only fields. */
export type PolicyKind = 'list' | 'text' | 'number' | 'choice';

export const policyKinds = {
  serverUrls: 'list',
  externalHosts: 'list',
  updates: 'choice',
  updateChannel: 'text',
  updateRing: 'text',
  updateHours: 'text',
  offlineHours: 'number',
  idleLockMinutes: 'number',
  masking: 'choice',
  exports: 'choice',
  watermark: 'choice',
  language: 'choice',
} as const satisfies Record<PolicyName, PolicyKind>;

/**
 * What holds where nobody has said anything. No server and no language: the first is asked for, the system has the
 * second. No hours for updates: then they are installed at quit and never else.
 */
export const builtInPolicies = {
  externalHosts: [],
  updates: 'on',
  updateChannel: 'stable',
  offlineHours: 72,
  idleLockMinutes: 10,
  masking: 'on-request',
  exports: 'allowed',
  watermark: 'off',
} as const satisfies SomePolicies;

/** What protects customers: the strictest value wins, whoever set it. Everybody may be more careful, nobody less. */
export const strictestWins: readonly PolicyName[] = [
  'offlineHours',
  'idleLockMinutes',
  'masking',
  'exports',
  'watermark',
];

/** How lax a value is: of two values of one policy the one with the lower number is the stricter. */
export function laxityOf(name: PolicyName, values: SomePolicies): number {
  switch (name) {
    case 'offlineHours':
    case 'idleLockMinutes':
      return values[name] ?? Number.POSITIVE_INFINITY;
    case 'masking':
      return values.masking === 'always' ? 0 : 1;
    case 'exports':
      return values.exports === 'forbidden' ? 0 : 1;
    case 'watermark':
      return values.watermark === 'on' ? 0 : 1;
    default:
      return 0;
  }
}
