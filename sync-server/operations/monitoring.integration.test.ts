import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../server.ts';
import { startNode } from '../test/node.ts';
import { createTestDatabase, type TestDatabase } from '../test/postgres.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFile(path.join(root, file), 'utf8');

let database: TestDatabase;
let server: RunningServer;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startNode(database.url);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const named = (text: string) =>
  new Set([...text.matchAll(/\b(?:branchline|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => name));

describe('what an operator watches', () => {
  it('is exported: every figure that the dashboard and the alerts name', async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    const exported = new Set(
      [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
      ),
    );
    const [dashboard, rules] = await Promise.all([
      read('deploy/grafana/branchline.json'),
      read('deploy/prometheus/branchline.rules.yml'),
    ]);
    for (const [file, wanted] of [
      ['dashboard', named(dashboard)],
      ['rules', named(rules)],
    ] as const) {
      expect(wanted.size, file).toBeGreaterThan(10);
      expect(
        [...wanted].filter((name) => !exported.has(name)),
        file,
      ).toEqual([]);
    }
    // And nothing that a node counts is left for nobody to see.
    const own = [...exported].filter(
      (name) => name.startsWith('branchline_') && !/_(?:sum|bucket)$/.test(name),
    );
    expect(own.filter((name) => !named(dashboard).has(name))).toEqual([]);
    expect(text).toContain('branchline_database_up 1');
    // A node without TLS has no certificate that could end, and no label is one that Prometheus sets itself.
    expect(text).toMatch(/^branchline_tls_certificate_expiry_seconds nan$/im);
    expect(text).not.toMatch(/[{,](?:job|instance)="/);
  });

  it('has a section in the runbook for every alert, and no alert without one', async () => {
    const [rules, runbook] = await Promise.all([
      read('deploy/prometheus/branchline.rules.yml'),
      read('docs/OPERATIONS.md'),
    ]);
    const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name).sort();
    const sections = [...runbook.matchAll(/^### (\w+)$/gm)].map(([, name]) => name).sort();
    expect(sections).toEqual(alerts);
    for (const alert of alerts) expect(rules).toContain(`#${alert?.toLowerCase()}'`);
  });
});

describe('the files in deploy/', () => {
  it('name every setting of the server and no other, and files of this project that are there', async () => {
    const [main, provider, example, documented] = await Promise.all([
      read('sync-server/main.ts'),
      read('sync-server/provider/config.ts'),
      read('deploy/systemd/server.env.example'),
      read('docs/DEPLOY.md'),
    ]);
    const settings = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
    const known = new Set([
      ...[...main.matchAll(/^ {2}([A-Z_]+): z/gm)].map(([, name]) => name),
      ...[...provider.matchAll(/\bOIDC_[A-Z_]*[A-Z]\b/g)].map(([name]) => name),
    ]);
    expect(known.size).toBeGreaterThan(20);
    expect(settings.sort()).toEqual([...known].sort());
    expect([...known].filter((name) => !documented.includes(`\`${name}\``))).toEqual([]);
    const units = await Promise.all(
      (await readdir(path.join(root, 'deploy/systemd'))).map((file) => read(`deploy/systemd/${file}`)),
    );
    const texts = [...units, await read('deploy/Containerfile')].join('\n');
    const files = new Set([...texts.matchAll(/\bsync-server\/[\w/.-]+\.ts\b/g)].map(([file]) => file));
    expect(files.size).toBeGreaterThan(1);
    for (const file of files) await access(path.join(root, file));
  });
});
