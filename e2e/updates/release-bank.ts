import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { makeReleaseKeys, type ReleaseKeys } from '#shared/crypto/release-signature.ts';
import type { ReleaseManifest } from '#shared/releases/manifest.ts';
import { makeBank, type TestBank } from '#sync-server/test/bank.ts';
import { Device } from '#sync-server/test/device.ts';
import { startNode } from '#sync-server/test/node.ts';
import { createTestDatabase, type TestDatabase } from '#sync-server/test/postgres.ts';
import { makeRelease, setRing, type TestRelease, uploadRelease } from '#sync-server/test/release.ts';
import { openWorkstation, type Workstation, type WorkstationOptions } from './workstation.ts';

interface Given {
  release?: Partial<ReleaseManifest>;
  machine?: Partial<WorkstationOptions>;
  ring?: object | null;
}
interface Offered {
  machine: Workstation;
  release: TestRelease;
  id: string;
  /** The channel of both. */
  channel: string;
  /** The installer on the server. */
  file: string;
}

/** A bank with a server that hosts releases, and machines that look for them there. */
export interface ReleaseBank {
  readonly database: TestDatabase;
  readonly url: string;
  readonly bank: TestBank;
  readonly keys: ReleaseKeys;
  readonly folder: string;
  readonly admin: Device;
  /** An installer that says it ran, offered to all on a channel of its own, and a machine on that channel. */
  offered(version?: string, given?: Given): Promise<Offered>;
  /** A machine of a teller. */
  workstation(given: Partial<WorkstationOptions>): Promise<Workstation>;
  /** After each test. */
  removeMachines(): Promise<void>;
  close(): Promise<void>;
}

export async function openReleaseBank(): Promise<ReleaseBank> {
  const database = await createTestDatabase();
  const keys = await makeReleaseKeys();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'branchline-releases-'));
  const server = await startNode(database.url, { releases: { folder, publicKeys: [keys.publicKey] } });
  const bank = await makeBank(database.pool);
  const admin = await Device.of(server.url, bank.people.admin);
  const machines: Workstation[] = [];
  let channels = 0;

  async function workstation(given: Partial<WorkstationOptions>): Promise<Workstation> {
    const machine = await openWorkstation({
      url: server.url,
      username: 'teller',
      publicKeys: [keys.publicKey],
      channel: 'stable',
      ...given,
    });
    machines.push(machine);
    return machine;
  }

  return {
    database,
    url: server.url,
    bank,
    keys,
    folder,
    admin,
    workstation,
    async offered(version = '2.0.0', given = {}) {
      channels += 1;
      const channel = `line${channels}`;
      const machine = await workstation({ channel, ...given.machine });
      const script = `#!/bin/sh\necho "${version} exit=$APPIMAGE_EXIT_AFTER_INSTALL" > ${machine.marker}\nexit 0\n`;
      const content = Buffer.concat([Buffer.from(script), Buffer.alloc(400_000, '#')]);
      const release = await makeRelease(keys, version, { channel, content, ...given.release });
      const id = await uploadRelease(admin, release);
      if (given.ring !== null) await setRing(admin, id, given.ring ?? {});
      return { machine, release, id, channel, file: path.join(folder, id, release.manifest.installer) };
    },
    async removeMachines() {
      for (const one of machines.splice(0)) await one.remove();
    },
    async close() {
      await server.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Somebody asks for it in the note. */
export const byUser = { by: 'user', restart: () => false } as const;
/** Somebody closes the window. */
export const closing = { by: 'quit', restart: () => false } as const;

export const installed = (machine: Workstation) => readFile(machine.marker, 'utf8').catch(() => null);

export async function expectNothingRan(machine: Workstation): Promise<void> {
  expect(await machine.updates.install(closing)).toBe(false);
  expect(await installed(machine)).toBeNull();
  expect(await readFile(machine.program, 'utf8')).toBe('#!/bin/sh\n');
}
