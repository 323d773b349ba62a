import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../db/embedded.ts';
import { migrate } from '../db/migrate.ts';
import { createPool, type Pool } from '../db/pool.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string;
    databaseTemplate: string;
  }
}

export interface TestDatabase {
  readonly url: string;
  readonly pool: Pool;
  /** Ends the pool and drops the database, whoever is still connected. */
  drop(): Promise<void>;
}

let stop: (() => Promise<void>) | undefined;

/**
 * Vitest's global set-up: one embedded PostgreSQL for the whole run, or the server that TEST_DATABASE_URL names.
 * A migrated template makes a database per test file in milliseconds.
 */
export async function setup(project: TestProject): Promise<void> {
  const given = process.env.TEST_DATABASE_URL;
  const template = `branchline_${randomBytes(4).toString('hex')}`;
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'branchline-test-'));
  const embedded = given === undefined ? await startEmbedded({ dataDir, fast: true }) : undefined;
  const url = embedded?.url ?? given ?? '';
  stop = async () => {
    if (embedded) await embedded.stop();
    else await asAdmin(url, `drop database if exists ${template} with (force)`);
    await rm(dataDir, { recursive: true, force: true });
  };
  await asAdmin(url, `create database ${template}`);
  const pool = createPool(inDatabase(url, template));
  await migrate(pool);
  await pool.end();
  project.provide('databaseUrl', url);
  project.provide('databaseTemplate', template);
}

export async function teardown(): Promise<void> {
  await stop?.();
}

/**
 * A migrated, empty database of the test's own, or one like another test database. Who is connected to that one loses
 * the connection; a server that uses it is to be closed before, for it would connect again.
 */
export async function createTestDatabase(like?: TestDatabase): Promise<TestDatabase> {
  const admin = inject('databaseUrl');
  const template = like ? new URL(like.url).pathname.slice(1) : inject('databaseTemplate');
  const name = `test_${randomBytes(6).toString('hex')}`;
  if (like)
    await asAdmin(
      admin,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${template}'`,
    );
  await asAdmin(admin, `create database ${name} template ${template}`);
  const url = inDatabase(admin, name);
  const pool = createPool(url);
  return {
    url,
    pool,
    drop: async () => {
      await pool.end();
      await asAdmin(admin, `drop database if exists ${name} with (force)`);
    },
  };
}

function inDatabase(url: string, name: string): string {
  const result = new URL(url);
  result.pathname = `/${name}`;
  return result.href;
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
