import { describe, expect, it } from 'vitest';
import { systemClock } from '../deps.ts';
import { backoff } from './backoff.ts';
import { onlinePath } from './online-path.ts';
import { createEventParser } from './sse.ts';
import { listen } from './stream.ts';

describe('server-sent events', () => {
  it('are read however the network cuts them', () => {
    const text = ': hello\n\nevent: poke\ndata: {}\n\nevent: ping\r\ndata:\r\n\r\ndata: x\n\n';
    for (const size of [1, 2, 3, 7, text.length]) {
      const events: string[] = [];
      const parse = createEventParser((name) => events.push(name));
      for (let at = 0; at < text.length; at += size) parse(text.slice(at, at + size));
      expect(events).toEqual(['poke', 'ping', 'message']);
    }
  });
});

describe('the stream', () => {
  const open = async (text: string) =>
    new Response(text, { headers: { 'content-type': 'text/event-stream' } });
  const listenTo = (text: string, pokes: string[]) =>
    listen({
      open: () => open(text),
      clock: systemClock,
      signal: new AbortController().signal,
      onOpen: () => pokes.push('open'),
      onPoke: () => pokes.push('poke'),
      onDecide: () => pokes.push('decide'),
    });

  it('[S1] calls for a pull at each poke and ends well with bye', async () => {
    const pokes: string[] = [];
    await listenTo('event: ping\n\nevent: poke\n\nevent: bye\n\n', pokes);
    expect(pokes).toEqual(['open', 'poke']);
  });

  it('[S3] tells that decisions may wait apart from what is to be pulled', async () => {
    const heard: string[] = [];
    await listenTo('event: decide\n\nevent: poke\n\nevent: unheard-of\n\nevent: bye\n\n', heard);
    expect(heard).toEqual(['open', 'decide', 'poke']);
  });

  it('that is cut counts as lost', async () => {
    await expect(listenTo('event: ping\n\n', [])).rejects.toThrow('cut');
  });

  it('that falls silent is given up after three missed pings', async () => {
    let silence: (() => void) | undefined;
    const clock = {
      now: () => 0,
      after(milliseconds: number, action: () => void) {
        expect(milliseconds).toBe(45_000);
        silence = action;
        return () => undefined;
      },
    };
    const listening = listen({
      open: (signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('silent')))),
      clock,
      signal: new AbortController().signal,
      onOpen: () => undefined,
      onPoke: () => undefined,
      onDecide: () => undefined,
    });
    silence?.();
    await expect(listening).rejects.toThrow('silent');
  });
});

it('waits grow to half a minute and never come in step', () => {
  expect([1, 2, 3, 20].map((failures) => backoff(failures, () => 1))).toEqual([1_000, 2_000, 4_000, 30_000]);
  expect(backoff(20, () => 0)).toBe(15_000);
});

describe('what screens may ask the server', () => {
  const server = 'https://crm.bank.example';

  it('is figures, decisions, look-ups and administration', () => {
    expect(onlinePath('/overview?branch=1', server)).toBe('/overview?branch=1');
    expect(onlinePath('/auth/second-factor/begin', server)).toBe('/auth/second-factor/begin');
    expect(() => onlinePath('/auth/refresh', server)).toThrow();
    expect(onlinePath('/operations/devices', server)).toBe('/operations/devices');
    expect(onlinePath('/parked/1', server)).toBe('/parked/1');
    expect(onlinePath('/change-requests', server)).toBe('/change-requests');
    expect(onlinePath('/lookup', server)).toBe('/lookup');
    expect(onlinePath('/admin/covers/1/end', server)).toBe('/admin/covers/1/end');
  });

  it('is nothing else, however it is written', () => {
    const others = [
      '/sync/pull',
      '/overview/../auth/refresh',
      '//evil.example/overview',
      '/overviews',
      '/operations',
      '/admin',
      '/lookup/../sync/push',
    ];
    for (const path of [...others, 'https://evil.example/overview'])
      expect(() => onlinePath(path, server)).toThrow('not_allowed');
  });
});
