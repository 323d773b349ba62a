import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser } from './browser.ts';
import { bundle } from './bundle.ts';
import { type Site, serve } from './page.ts';
import { installPeers } from './peers.ts';

/** What a first sync of one subject came to. */
export interface Filled {
  folder: string;
  documents: number;
  /** Seconds from the first page to the last thing stored. */
  seconds: number;
  medianCharacters: number;
}

const WORKER = new URL('../worker/worker.ts', import.meta.url);

/** Browser profiles that hold a replica, filled once a run and shared by the benches that need them. */
export class Profiles {
  readonly #filled = new Map<string, Promise<Filled>>();
  readonly #folders: string[] = [];
  #site: Promise<Site> | undefined;

  constructor() {
    // Also when the run is interrupted: a replica of the bank takes a few hundred megabytes.
    process.on('exit', () => {
      for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
    });
  }

  async site(): Promise<Site> {
    this.#site ??= installPeers()
      .then(() => bundle(WORKER))
      .then(serve);
    return await this.#site;
  }

  async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'branchline-bench-'));
    this.#folders.push(folder);
    return folder;
  }

  async start(folder: string): Promise<Browser> {
    return await Browser.start(await this.site(), folder);
  }

  /** A replica of this many documents, closed. */
  async filled(subject: string, documents: number, cpuProfile?: string): Promise<Filled> {
    const key = `${subject} ${documents}`;
    const found = this.#filled.get(key) ?? this.#fill(subject, documents, cpuProfile);
    this.#filled.set(key, found);
    return await found;
  }

  async #fill(subject: string, documents: number, cpuProfile: string | undefined): Promise<Filled> {
    const folder = await this.folder();
    const browser = await this.start(folder);
    try {
      await browser.call('open', subject);
      const result = await browser.profiled(cpuProfile, () =>
        browser.call<Omit<Filled, 'folder'>>('fill', documents),
      );
      await browser.call('close');
      return { folder, ...result };
    } finally {
      await browser.close();
    }
  }

  async close(): Promise<void> {
    (await this.#site)?.close();
  }
}
