import { setTimeout as pause } from 'node:timers/promises';
import type { Key } from '#shared/crypto/key.ts';
import { importSigningKey, sign } from '#shared/crypto/signature.ts';
import { DEVICE_PURPOSE, deviceStatement } from '#shared/protocol/device.ts';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '#shared/protocol/version.ts';
import { HttpClient } from './http-client.ts';

/** What a device does by itself, and every how many seconds. */
export const habits = { contact: 60, pull: 50, updateCheck: 3600 } as const;
export type Habit = keyof typeof habits;

/** What the bench asks: to be these devices for so many seconds. Answered with {@link FleetDone}. */
export interface BeFleet {
  readonly url: string;
  readonly seconds: number;
  /** PKCS #8 in base64. The devices share one key: the server checks each signature all the same. */
  readonly privateKey: string;
  readonly devices: readonly { readonly deviceId: string; readonly token: string }[];
}
/** Milliseconds from when something was due until it was answered, and how many were not answered well. */
export interface FleetDone {
  readonly latencies: Record<Habit, number[]>;
  /** By path and status, or what the connection said. */
  readonly failed: Record<string, number>;
}

const report = { version: '1.0.0', replicaBytes: 60_000_000, clockAheadSeconds: 0, failedSyncs: 0 };
const program = {
  version: '1.0.0',
  electron: '45.4.1',
  platform: 'linux',
  arch: 'x64',
  channel: 'stable',
};

async function be({ url, seconds, privateKey, devices }: BeFleet): Promise<FleetDone> {
  const key: Key = await importSigningKey(privateKey);
  const latencies: Record<Habit, number[]> = { contact: [], pull: [], updateCheck: [] };
  const failed: Record<string, number> = {};
  const end = performance.now() + seconds * 1000;
  const follow = async (habit: Habit, act: () => Promise<void>) => {
    const every = habits[habit] * 1000;
    // Devices were not switched on all at once.
    let due = performance.now() + Math.random() * every;
    for (; due < end; due += every) {
      await pause(Math.max(0, due - performance.now()));
      try {
        await act();
        latencies[habit].push(performance.now() - due);
      } catch (error) {
        const [why = ''] = /^\S+ \d+/.exec(String((error as Error).message)) ?? [(error as Error).name];
        failed[why] = (failed[why] ?? 0) + 1;
      }
    }
  };
  await Promise.all(
    devices.flatMap(({ deviceId, token }) => {
      const http = new HttpClient(url, token);
      let checkpoint: string | null = null;
      const speak = async (path: string, payload: object) => {
        const { challenge } = JSON.parse((await http.post('/device/challenge', { deviceId })).text);
        const text = JSON.stringify(payload);
        const signature = await sign(key, DEVICE_PURPOSE, deviceStatement(path, challenge, text));
        await http.post(path, { deviceId, challenge, payload: text, signature });
      };
      const pull = async () => {
        const asked = { protocol: PROTOCOL_VERSION, schema: SCHEMA_VERSION, deviceId, checkpoint };
        checkpoint = JSON.parse((await http.post('/sync/pull', asked)).text).checkpoint;
      };
      return [
        follow('contact', () => speak('/device/contact', { confirmed: [], unsent: 0, report })),
        follow('pull', pull),
        follow('updateCheck', () => speak('/device/program', program)),
      ];
    }),
  );
  return { latencies, failed };
}

process.on('message', (message: BeFleet) => {
  be(message).then(
    (done) => process.send?.(done),
    () => process.exit(1),
  );
});
process.once('disconnect', () => process.exit(0));
