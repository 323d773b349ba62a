import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '#renderer/replica/deps.ts';
import { backoff } from '#renderer/replica/sync/backoff.ts';
import { createFailover } from '#renderer/replica/sync/failover.ts';
import { listen } from '#renderer/replica/sync/stream.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import { editOf } from './edits.ts';
import { now } from './now.ts';

/** A device that prefers the first of its servers and holds one customer file. */
export interface FailoverDevice {
  readonly addresses: readonly string[];
  readonly deviceId: string;
  readonly token: string;
  readonly customerId: string;
}

/** What the bench asks: to be these devices for so many seconds, then to send what is unsent. */
export interface BeFailover {
  readonly devices: readonly FailoverDevice[];
  readonly seconds: number;
}

/** When a device heard its stream open, and on which server; by {@link now}. */
export interface Opened {
  readonly device: number;
  readonly server: string;
  readonly at: number;
}

export interface FailoverDone {
  readonly opened: readonly Opened[];
  /** Ids of the contact logs that the server said it has, by device. */
  readonly acknowledged: readonly string[];
  readonly unanswered: number;
  /** Attempts at a request that came to nothing and were made again. */
  readonly failed: number;
  /** From when an edit was saved until the server had it, and when it was saved. */
  readonly delivered: readonly { readonly savedAt: number; readonly took: number }[];
}

/** Seconds between two contacts of a busy teller. */
const EDIT_EVERY = 60;
/** Seconds over which the devices are switched on. */
const STARTING = 25;
/** Seconds for what is unsent at the end. */
const PATIENCE = 30;

const clock: Clock = {
  now: () => Date.now(),
  after: (milliseconds: number, act: () => void) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};

async function be({ devices, seconds }: BeFailover): Promise<FailoverDone> {
  const end = now() + seconds * 1000;
  const opened: Opened[] = [];
  const acknowledged: string[] = [];
  const delivered: { savedAt: number; took: number }[] = [];
  let failed = 0;
  let unanswered = 0;

  const one = async (device: FailoverDevice, number: number) => {
    const { addresses, token, deviceId, customerId } = device;
    const [first = ''] = addresses;
    let server = first;
    const onServer = (origin: string) => {
      server = origin;
    };
    const send = createFailover({ addresses, fetch, clock, onServer });
    const authorization = `Bearer ${token}`;
    const stopped = new AbortController();
    const signal = stopped.signal;

    const follow = async () => {
      for (let failures = 0; !signal.aborted; ) {
        try {
          const open = (abort: AbortSignal) =>
            send(`${first}/sync/stream`, { headers: { authorization }, signal: abort });
          await listen({
            open,
            clock,
            signal,
            onOpen: () => {
              failures = 0;
              opened.push({ device: number, server, at: now() });
            },
            onPoke: () => undefined,
            onDecide: () => undefined,
          });
        } catch {
          if (signal.aborted) return;
          failures += 1;
          failed += 1;
          await pause(backoff(failures, Math.random));
        }
      }
    };

    const push = async (mutation: Mutation, savedAt: number) => {
      const body = { protocol: PROTOCOL_VERSION, schema: SCHEMA_VERSION, deviceId, mutations: [mutation] };
      for (let failures = 0; now() < end + PATIENCE * 1000; ) {
        try {
          const response = await send(`${first}/sync/push`, {
            method: 'POST',
            headers: { authorization, 'content-type': 'application/json' },
            body: JSON.stringify(body),
            signal: AbortSignal.timeout(60_000),
          });
          const text = await response.text();
          if (!response.ok) throw new Error(text);
          const [result] = (JSON.parse(text) as { results: { outcome: string }[] }).results;
          if (result?.outcome !== 'accepted') throw new Error(`${result?.outcome}`);
          acknowledged.push(mutation.documentId);
          delivered.push({ savedAt, took: now() - savedAt });
          return;
        } catch {
          failures += 1;
          failed += 1;
          await pause(backoff(failures, Math.random));
        }
      }
      unanswered += 1;
    };

    const work = async () => {
      await pause(Math.random() * EDIT_EVERY * 500);
      while (now() < end) {
        await push(editOf({ customerId, taskIds: [] }, 0), now());
        await pause(EDIT_EVERY * 500 + Math.random() * EDIT_EVERY * 1000);
      }
    };
    await pause(Math.random() * STARTING * 1000);
    const following = follow();
    await work();
    stopped.abort();
    await following;
  };
  await Promise.all(devices.map(one));
  return { opened, acknowledged, unanswered, failed, delivered };
}

process.on('message', (message: BeFailover) => {
  be(message).then(
    (done) => process.send?.(done, () => process.disconnect()),
    () => process.exit(1),
  );
});
process.once('disconnect', () => process.exit(0));
