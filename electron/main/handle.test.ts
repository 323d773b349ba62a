import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { IpcResult } from '#shared/ipc/desktop-api.ts';
import { handlerFor, type InvokeEvent } from './handle.ts';

const client: InvokeEvent = { senderFrame: { url: 'app://branchline/customers', parent: null } };

function setUp() {
  const listeners = new Map<string, (event: InvokeEvent, ...args: unknown[]) => Promise<IpcResult>>();
  const errors: unknown[] = [];
  const handle = handlerFor(
    { handle: (channel, listener) => listeners.set(channel, listener) },
    (channel, error) => errors.push([channel, error]),
  );
  const call = (channel: string, event: InvokeEvent, ...args: unknown[]) =>
    listeners.get(channel)?.(event, ...args);
  return { handle, call, errors };
}

describe('a call from the page', () => {
  it('is answered with what the function gives', async () => {
    const { handle, call } = setUp();
    handle('greet', z.tuple([z.string()]), async (name) => `hello ${name}`);
    expect(await call('greet', client, 'li')).toEqual({ ok: true, value: 'hello li' });
  });

  it.each<[string, InvokeEvent]>([
    ['another origin', { senderFrame: { url: 'https://evil.example/', parent: null } }],
    ['a frame inside the page', { senderFrame: { url: 'app://branchline/', parent: {} } }],
    ['a frame that is gone', { senderFrame: null }],
    ['an empty page', { senderFrame: { url: 'about:blank', parent: null } }],
  ])('is refused from %s, and the function never runs', async (_who, event) => {
    const { handle, call } = setUp();
    let ran = false;
    handle('greet', z.tuple([]), async () => {
      ran = true;
    });
    expect(await call('greet', event)).toEqual({ ok: false, code: 'forbidden' });
    expect(ran).toBe(false);
  });

  it.each([[[]], [[1]], [['a', 'b']], [[{ toString: 'x' }]]])(
    'with arguments that do not fit is invalid: %j',
    async (args) => {
      const { handle, call } = setUp();
      handle('greet', z.tuple([z.string()]), async (name) => name);
      expect(await call('greet', client, ...args)).toEqual({ ok: false, code: 'invalid' });
    },
  );

  it('that fails inside crosses back as a code; its text stays in the log', async () => {
    const { handle, call, errors } = setUp();
    handle('greet', z.tuple([]), async () => {
      throw new Error('/home/chenli/secret');
    });
    expect(await call('greet', client)).toEqual({ ok: false, code: 'unavailable' });
    expect(errors).toHaveLength(1);
  });
});
