import { rm } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { MenuCommand } from '#shared/ipc/desktop-api.ts';
import type { Host, HostKind, HostOptions } from '../hosts/host.ts';
import { openHost } from '../hosts/open.ts';
import { Plug } from './plug.ts';
import { shiftClock } from './shift-clock.ts';
import { eventually } from './wait.ts';

/** A workstation: a profile folder, a network cable, and the client when it runs. */
export class Device {
  readonly plug: Plug;
  readonly #kind: HostKind;
  readonly #options: Omit<HostOptions, 'serverUrl'>;
  #host: Host | null = null;

  constructor(kind: HostKind, serverPort: number, options: Omit<HostOptions, 'serverUrl'>) {
    this.#kind = kind;
    this.#options = options;
    this.plug = new Plug(serverPort);
  }

  get kind(): HostKind {
    return this.#kind;
  }
  /** The profile: everything that the client and its browser leave on the disk. */
  get folder(): string {
    return this.#options.folder;
  }
  get running(): boolean {
    return this.#host !== null;
  }
  get page(): Page {
    return this.#running().page;
  }
  get program(): string {
    return this.#running().program;
  }

  async start(): Promise<void> {
    // The relay listens once, so that its port is known; a device that starts without a network has it cut again.
    if (this.plug.url.endsWith(':0')) await this.plug.mend();
    this.#host = await openHost(this.#kind, { ...this.#options, serverUrl: this.plug.url });
  }
  async close(): Promise<void> {
    await this.#running().close();
    this.#host = null;
  }
  /** The user closes the program and starts it again. */
  async restart(): Promise<void> {
    await this.close();
    await this.start();
  }
  /** Resolves when the client that runs would open without a network too. */
  async settled(): Promise<void> {
    await this.#host?.settled();
  }
  async goOffline(): Promise<void> {
    await this.settled();
    await this.plug.cut();
  }
  async goOnline(): Promise<void> {
    await this.plug.mend();
  }
  lockScreen(): Promise<void> {
    return this.#running().lockScreen();
  }
  /** Sets the machine's clock off by so many milliseconds for the client, its workers included; a restart ends it. */
  async setClock(off: number): Promise<void> {
    await eventually('the replica’s worker runs', () => this.page.workers().length > 0);
    await this.page.evaluate(shiftClock, off);
    await Promise.all(this.page.workers().map((worker) => worker.evaluate(shiftClock, off)));
  }
  killPage(): Promise<void> {
    return this.#running().killPage();
  }
  command(command: MenuCommand): Promise<void> {
    return this.#running().command(command);
  }

  async dispose(): Promise<void> {
    await this.#host?.close().catch(() => undefined);
    await this.plug.cut();
    await rm(this.#options.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  #running(): Host {
    if (!this.#host) throw new Error('The device was not started.');
    return this.#host;
  }
}
