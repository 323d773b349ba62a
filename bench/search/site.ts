import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundle } from '../harness/bundle.ts';
import type { Site } from '../harness/page.ts';

/** A page with the window's side of the bench; `/blank` is an empty one. */
export async function serveSearch(): Promise<Site> {
  const files = new Map([
    ['/worker.js', await bundle(new URL('./worker.ts', import.meta.url))],
    ['/window.js', await bundle(new URL('./window.ts', import.meta.url))],
  ]);
  const server = createServer(({ url = '/' }, response) => {
    const script = files.get(url);
    // Isolated pages have a clock of 5 µs; others one of 100.
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
    const page = '<!doctype html><meta charset=utf-8><script type=module src=/window.js></script>';
    response.end(script ?? (url === '/blank' ? '<p>blank' : page));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
