import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type AnswerPlace, openAnswerPlace } from './answer-place.ts';
import { answeredPage } from './answered-page.ts';
import { createProviderDesk, mayAsk } from './provider-desk.ts';

const places: AnswerPlace[] = [];
afterEach(() => {
  for (const place of places.splice(0)) place.close();
});
const open = async (patience?: number) => {
  const place = await openAnswerPlace((answer) => answeredPage('en', answer), patience);
  places.push(place);
  return place;
};
const ticket = 'A'.repeat(43);

describe('the place to which the provider sends its answer', () => {
  it('is on loopback, at a port and a path of its own', async () => {
    const [one, other] = [await open(), await open()];
    expect(one.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{24}$/);
    expect(new URL(one.address).pathname).not.toBe(new URL(other.address).pathname);
  });

  it('hears one answer, shows a page without a script, and is gone', async () => {
    const place = await open();
    const response = await fetch(`${place.address}?ticket=${ticket}`);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).toContain('You have signed in');
    expect(await place.answer).toEqual({ ticket });
    await expect(fetch(`${place.address}?ticket=${ticket}`)).rejects.toThrow();
  });

  it('hears why there is none', async () => {
    const place = await open();
    const page = await (await fetch(`${place.address}?problem=cancelled`)).text();
    expect(page).not.toContain('signed in');
    expect(await place.answer).toEqual({ problem: 'cancelled' });
  });

  it.each([
    ['another path', (address: string) => new URL(`/?ticket=${ticket}`, address).href],
    ['no answer', (address: string) => address],
    ['something that is no ticket', (address: string) => `${address}?ticket=<script>`],
    ['a problem that nobody knows', (address: string) => `${address}?problem=x`],
  ])('does not take %s for one', async (_what, elsewhere) => {
    const place = await open();
    expect((await fetch(elsewhere(place.address))).status).toBe(404);
    await fetch(`${place.address}?ticket=${ticket}`);
    expect(await place.answer).toEqual({ ticket });
  });

  it('takes nothing that is posted', async () => {
    const place = await open();
    const status = await new Promise((resolve, reject) => {
      const posted = request(`${place.address}?ticket=${ticket}`, { method: 'POST' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      posted.on('error', reject).end();
    });
    expect(status).toBe(404);
  });

  it('ends when it is closed, and when nobody comes in time', async () => {
    const place = await open();
    place.close();
    expect(await place.answer).toBeNull();
    await expect(fetch(place.address)).rejects.toThrow();
    expect(await (await open(1)).answer).toBeNull();
  });
});

describe('asking the provider', () => {
  const server = 'https://crm.bank.example';
  const url = `${server}/auth/oidc/go/${ticket}`;

  function desk() {
    const opened: string[] = [];
    let fronts = 0;
    return {
      opened,
      fronts: () => fronts,
      desk: createProviderDesk({
        servers: () => [server],
        openPlace: open,
        openBrowser: async (address) => void opened.push(address),
        answered: () => {
          fronts += 1;
        },
      }),
    };
  }

  it('opens the browser, waits for the answer, and comes to the front', async () => {
    const { desk: asking, opened, fronts } = desk();
    const place = await asking.open();
    const asked = asking.ask(url);
    await fetch(`${place}?ticket=${ticket}`);
    expect(await asked).toEqual({ ticket });
    expect([opened, fronts()]).toEqual([[url], 1]);
  });

  it('is given up by leaving, and by beginning again', async () => {
    const { desk: asking, fronts } = desk();
    await asking.open();
    const first = asking.ask(url);
    await asking.open();
    expect(await first).toBeNull();
    const second = asking.ask(url);
    await asking.leave();
    expect(await second).toBeNull();
    expect(fronts()).toBe(0);
  });

  it('opens no browser where nobody listens', async () => {
    const { desk: asking, opened } = desk();
    expect(await asking.ask(url)).toBeNull();
    expect(opened).toEqual([]);
  });

  it.each([
    'https://evil.example/auth/oidc/go/x',
    'https://crm.bank.example.evil.example/auth/oidc/go/x',
    'http://crm.bank.example/auth/oidc/go/x',
    'https://crm.bank.example@evil.example/auth/oidc/go/x',
    'https://user:secret@crm.bank.example/auth/oidc/go/x',
    'https://crm.bank.example/healthz',
    'https://crm.bank.example/auth/oidc/go/../../../x',
    'file:///auth/oidc/go/x',
    'ms-msdt:/auth/oidc/go/x',
    '',
  ])('opens nothing but an address of the sync server: %s', async (address) => {
    const { desk: asking, opened } = desk();
    await asking.open();
    expect(mayAsk(address, [server])).toBe(false);
    await expect(asking.ask(address)).rejects.toThrow();
    expect(opened).toEqual([]);
  });
});
