import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PAGE_ORIGIN } from '../electron-host/origin-map.ts';
import { usesStandIn } from '../hosts/open.ts';

const root = join(import.meta.dirname, '..', '..');

/** The real sync server in a process of its own, so that a test can kill it as a power cut would. */
export class ServerProcess {
  readonly #databaseUrl: string;
  readonly #releases: { folder: string; publicKey: string };
  readonly #log: WriteStream;
  #child: ChildProcess | null = null;
  #port = 0;
  /** Further settings, for a bank that has more than the others. */
  #environment: Readonly<Record<string, string>> = {};

  constructor(databaseUrl: string, logFile: string, releases: { folder: string; publicKey: string }) {
    this.#databaseUrl = databaseUrl;
    this.#releases = releases;
    this.#log = createWriteStream(logFile, { flags: 'a' });
  }

  get port(): number {
    return this.#port;
  }

  /** Starts it, on the same port as before. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [join(root, 'sync-server', 'main.ts')], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: this.#databaseUrl,
        PORT: String(this.#port),
        STATIC_DIR: join(root, 'dist', 'renderer'),
        RELEASES_DIR: this.#releases.folder,
        RELEASE_KEYS: this.#releases.publicKey,
        ALLOWED_ORIGINS: usesStandIn ? PAGE_ORIGIN : '',
        ...this.#environment,
      },
    });
    this.#child = child;
    child.stderr.pipe(this.#log, { end: false });
    const url = await new Promise<string>((resolve, reject) => {
      child.once('exit', (code) =>
        reject(new Error(`The sync server ended with ${code} before it listened.`)),
      );
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.#log.write(`${line}\n`);
        const entry: unknown = JSON.parse(line);
        if (isListening(entry)) resolve(entry.url);
      });
    });
    this.#port = Number(new URL(url).port);
  }

  /** Stops it and starts it with these settings besides its own. */
  async restartWith(environment: Readonly<Record<string, string>>): Promise<void> {
    await this.stop();
    this.#environment = environment;
    await this.start();
  }

  /** Power cut: it gets no chance to finish anything. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }
}

function isListening(entry: unknown): entry is { msg: string; url: string } {
  return (
    typeof entry === 'object' &&
    entry !== null &&
    'msg' in entry &&
    entry.msg === 'listening' &&
    'url' in entry &&
    typeof entry.url === 'string'
  );
}
