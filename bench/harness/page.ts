import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page that starts the Worker and passes calls on to it. */
const PAGE = `<!doctype html><meta charset=utf-8><title>bench</title><script type=module>
const waiting = new Map();
const worker = new Worker('/worker.js', { type: 'module' });
let next = 1, ready;
globalThis.ready = new Promise((resolve) => { ready = resolve; });
worker.onmessage = ({ data: { id, result, error } }) => {
  if (id === 0) return ready();
  const [resolve, reject] = waiting.get(id);
  waiting.delete(id);
  if (error === undefined) resolve(result); else reject(new Error(error));
};
globalThis.call = (name, argument) => new Promise((resolve, reject) => {
  waiting.set(next, [resolve, reject]);
  worker.postMessage({ id: next++, name, argument });
});
</script>`;

export interface Site {
  origin: string;
  close(): void;
}

/**
 * `/` starts the Worker, `/blank` is what an empty page costs.
 *
 * @param answer  for what the Worker asks of the bench: the text to answer with, or undefined for other paths
 */
export async function serve(
  script: string,
  answer: (path: string, request: IncomingMessage) => Promise<string | undefined> = async () => undefined,
): Promise<Site> {
  const server = createServer(async (request, response) => {
    const text = await answer(request.url ?? '/', request);
    if (text !== undefined) return void response.end(text);
    const isScript = request.url === '/worker.js';
    // Isolated pages have a clock of 5 µs; others one of 100.
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : request.url === '/blank' ? '<p>blank' : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
