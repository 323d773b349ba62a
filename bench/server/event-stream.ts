import http from 'node:http';

export interface EventStream {
  close(): void;
}

export interface StreamOptions {
  readonly url: string;
  readonly headers?: Record<string, string>;
  /** One of the machine's loopback addresses: each has ports of its own. */
  readonly localAddress?: string;
  onEvent(name: string, data: string): void;
  /** It ended without being closed from here. */
  onEnd(): void;
}

/** A stream of server-sent events on a connection of its own. Resolves when the server has answered. */
export function openEventStream(options: StreamOptions): Promise<EventStream> {
  const { url, headers = {}, localAddress } = options;
  return new Promise((resolve, reject) => {
    let closed = false;
    const end = () => {
      if (!closed) options.onEnd();
      closed = true;
    };
    const request = http.get(
      url,
      { headers, agent: false, ...(localAddress && { localAddress }) },
      (response) => {
        if (response.statusCode !== 200) return void reject(new Error(`${response.statusCode}`));
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          const blocks = (text + part).split('\n\n');
          text = blocks.pop() ?? '';
          for (const block of blocks) {
            options.onEvent(/^event: (.*)$/m.exec(block)?.[1] ?? '', /^data: (.*)$/m.exec(block)?.[1] ?? '');
          }
        });
        response.on('close', end);
        resolve({
          close: () => {
            closed = true;
            request.destroy();
          },
        });
      },
    );
    request.on('error', (error) => {
      reject(error);
      end();
    });
  });
}
