import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../deps.ts';
import { emptyPull } from '../test/scripted-server.ts';
import type { HeardTime } from './clock-check.ts';
import { createServer } from './server.ts';

const PAGE = JSON.stringify(emptyPull());
const request = { protocol: 1, schema: 1, deviceId: 'device', checkpoint: null };

let close: () => void = () => undefined;
afterEach(() => close());

/** A client of a server that answers each pull so. */
async function clientOf(answer: (response: ServerResponse) => void) {
  const http = createHttpServer((_, response) => answer(response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  close = () => {
    http.closeAllConnections();
    http.close();
  };
  const heard: HeardTime[] = [];
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const server = createServer(url, fetch, systemClock, (time) => heard.push(time));
  const pull = (timeout = 10_000) => server.pull(request, { token: 'token', timeout });
  return { pull, heard };
}

/** Half of an answer that promised to be whole. */
function begin(response: ServerResponse) {
  response.writeHead(200, { 'content-length': PAGE.length });
  response.write(PAGE.slice(0, PAGE.length / 2));
}

describe('an answer that is not whole is none', () => {
  it('when the line is cut in the middle of its body', async () => {
    const { pull, heard } = await clientOf((response) => {
      begin(response);
      setImmediate(() => response.destroy());
    });
    await expect(pull()).rejects.toMatchObject({ code: 'offline' });
    expect(heard).toEqual([]);
  });

  it('when its body stalls until the time is over', async () => {
    const { pull, heard } = await clientOf(begin);
    await expect(pull(100)).rejects.toMatchObject({ code: 'timeout' });
    expect(heard).toEqual([]);
  });

  it('when a proxy answers in the server’s place: neither its word nor its clock counts', async () => {
    const { pull, heard } = await clientOf((response) => response.end('<html>'));
    await expect(pull()).rejects.toMatchObject({ code: 'unavailable' });
    expect(heard).toEqual([]);
  });
});

it('[O11] a whole answer tells what time it was at the server', async () => {
  const { pull, heard } = await clientOf((response) => response.end(PAGE));
  await pull();
  expect(heard).toHaveLength(1);
  expect(Math.abs((heard[0]?.server ?? 0) - Date.now())).toBeLessThan(60_000);
});
