import { type LiveClient, type LiveClientOptions, type LiveKind, liveClients } from './live-clients.ts';
import { now } from './now.ts';

/** Clients at once that are being connected. */
const AT_ONCE = 20;

/** What the bench asks: these clients, besides those that are live already. Answered with how many are. */
export interface Connect {
  readonly kind: LiveKind;
  readonly clients: readonly LiveClientOptions[];
}

/** What the bench is told: a client has a document (its id and when), or how many clients are live. */
export type Told = { readonly seen: readonly [id: string, at: number][] } | { readonly live: number };

const open: LiveClient[] = [];
let seen: [string, number][] = [];

/** Many arrive at once: they are told together, at the times at which they arrived. */
function tell(id: string): void {
  if (seen.length === 0) {
    setImmediate(() => {
      process.send?.({ seen } satisfies Told);
      seen = [];
    });
  }
  seen.push([id, now()]);
}

async function connect({ kind, clients }: Connect): Promise<void> {
  const waiting = [...clients];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        try {
          open.push(await liveClients[kind](next, tell));
        } catch {
          // Counted as one that is not live.
        }
      }
    }),
  );
  process.send?.({ live: open.filter(({ ended }) => !ended).length } satisfies Told);
}

process.on('message', (message: Connect) => {
  connect(message).catch(() => process.exit(1));
});
process.once('disconnect', () => process.exit(0));
