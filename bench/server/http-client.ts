import { once } from 'node:events';
import http from 'node:http';
import { brotliDecompressSync } from 'node:zlib';

export interface Answer {
  readonly text: string;
  /** Of the body as it came over the wire. */
  readonly bytes: number;
}

/** One connection, kept open, with one request on its way at a time. */
export class HttpClient {
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(url: string, token: string, headers: Record<string, string> = {}) {
    this.#url = url;
    this.#headers = { authorization: `Bearer ${token}`, ...headers };
  }

  async post(path: string, body: object): Promise<Answer> {
    const text = JSON.stringify(body);
    const request = http.request(`${this.#url}${path}`, {
      method: 'POST',
      agent: this.#agent,
      headers: {
        ...this.#headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      },
    });
    request.end(text);
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    const parts: Buffer[] = [];
    for await (const part of response) parts.push(part as Buffer);
    const raw = Buffer.concat(parts);
    const plain = response.headers['content-encoding'] === 'br' ? brotliDecompressSync(raw) : raw;
    if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode} ${plain.toString()}`);
    return { text: plain.toString(), bytes: raw.length };
  }

  close(): void {
    this.#agent.destroy();
  }
}
