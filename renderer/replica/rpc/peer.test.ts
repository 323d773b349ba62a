import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { ReplicaError } from '../api/error.ts';
import { createHeartbeat } from './heartbeat.ts';
import { type Contract, createPeer, type Peer } from './peer.ts';
import { type Port, portOf } from './port.ts';

type Far = {
  calls: {
    add(a: number, b: number): Promise<number>;
    fail(): Promise<never>;
    hang(): Promise<never>;
    ask(): Promise<string>;
  };
  streams: { count(to: number): number };
};
type Near = { calls: { secret(name: string): Promise<string> }; streams: Record<never, never> };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function connect(options: { timeout?: number } = {}) {
  const { port1, port2 } = new MessageChannel();
  const wrap = (port: typeof port1): Port => portOf(port as unknown as MessagePort, () => port.close());
  const stopped: string[] = [];
  const far: Peer<Near> = createPeer<Near, Far>(wrap(port2), {
    calls: {
      add: async (a, b) => a + b,
      fail: async () => {
        throw new Error('the document {"name":"曾伟"} was refused');
      },
      hang: () => new Promise<never>(() => undefined),
      ask: () => far.call('secret', 'device'),
    },
    streams: {
      count(emit, end, to) {
        for (let n = 1; n <= to; n += 1) emit(n);
        if (to === 0) end(new ReplicaError('not_found'));
        return () => stopped.push('count');
      },
    },
  });
  const near = createPeer<Far, Near>(
    wrap(port1),
    { calls: { secret: async (name) => `secret of ${name}` }, streams: {} },
    { timeoutOf: () => options.timeout ?? 5_000 },
  );
  closing.push(
    () => near.close(),
    () => far.close(),
  );
  return { near, far, stopped };
}

describe('the channel', () => {
  it('carries calls in both directions', async () => {
    const { near } = connect();
    expect(await near.call('add', 2, 3)).toBe(5);
    expect(await near.call('ask')).toBe('secret of device');
  });

  it('carries of an error its code only, never its text', async () => {
    const { near } = connect();
    const error = await near.call('fail').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ReplicaError);
    expect(error).toMatchObject({ code: 'replica_broken', message: 'replica_broken' });
  });

  it('gives up on an answer that does not come', async () => {
    const { near } = connect({ timeout: 20 });
    await expect(near.call('hang')).rejects.toMatchObject({ code: 'timeout' });
  });

  it('takes the answer that is there when the machine wakes, however long it slept', async () => {
    const { near } = connect({ timeout: 60 });
    const asked = near.call('add', 2, 3);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    expect(await asked).toBe(5);
  });

  it('fails what is pending when the other side is lost', async () => {
    const { near } = connect();
    const pending = near.call('hang');
    near.close();
    await expect(pending).rejects.toMatchObject({ code: 'worker_lost' });
    await expect(near.call('add', 1, 1)).rejects.toMatchObject({ code: 'worker_lost' });
  });

  it('streams until it is unsubscribed, and says why a stream ended', async () => {
    const { near, stopped } = connect();
    const seen: number[] = [];
    await new Promise<void>((resolve) => {
      const stop = near.subscribe(
        'count',
        [3],
        (n) => {
          seen.push(n);
          if (n === 3) {
            stop();
            resolve();
          }
        },
        () => undefined,
      );
    });
    const ended = await new Promise<ReplicaError>((resolve) =>
      near.subscribe('count', [0], () => undefined, resolve),
    );
    expect(seen).toEqual([1, 2, 3]);
    expect(ended.code).toBe('not_found');
    expect(stopped).toContain('count');
  });

  it('refuses a method that the other side does not offer', async () => {
    const { near } = connect();
    const stranger = near as unknown as Peer<Contract>;
    await expect(stranger.call('format')).rejects.toMatchObject({ code: 'bad_request' });
  });
});

describe('the heartbeat', () => {
  it('reports a side that fell silent, once', async () => {
    const deaths: string[] = [];
    await new Promise<void>((resolve) => {
      createHeartbeat(
        () => undefined,
        () => {
          deaths.push('dead');
          resolve();
        },
        { every: 1, deadAfter: 3 },
      );
    });
    expect(deaths).toEqual(['dead']);
  });
});
