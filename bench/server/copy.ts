import pg from 'pg';

interface Connection {
  query(text: string): void;
}

/** `COPY … TO STDOUT`, its rows counted and let go as they come. */
class CopyOut {
  bytes = 0;
  rows = 0;
  readonly done: Promise<void>;
  readonly #text: string;
  #settle: (error?: Error) => void = () => undefined;

  constructor(text: string) {
    this.#text = text;
    this.done = new Promise((resolve, reject) => {
      this.#settle = (error) => (error ? reject(error) : resolve());
    });
  }

  submit(connection: Connection): void {
    connection.query(this.#text);
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.bytes += chunk.length;
    this.rows += 1;
  }

  handleError(error: Error): void {
    this.#settle(error);
  }

  handleReadyForQuery(): void {
    this.#settle();
  }

  handleCommandComplete(): void {}
}

/** Copies what some queries give out of the database on a connection of its own. */
export async function copyOut(
  url: string,
  queries: readonly string[],
): Promise<{ rows: number; bytes: number }> {
  const client = new pg.Client(url);
  await client.connect();
  let rows = 0;
  let bytes = 0;
  try {
    for (const query of queries) {
      const copy = new CopyOut(`copy (${query}) to stdout`);
      client.query(copy);
      await copy.done;
      rows += copy.rows;
      bytes += copy.bytes;
    }
  } finally {
    await client.end();
  }
  return { rows, bytes };
}
