import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Bench } from './harness/bench.ts';
import { Profiles } from './harness/profiles.ts';
import { Records } from './harness/records.ts';

/** `npm run bench -- NAME… [--json FILE] [--sizes 20000,100000]`… See README.md. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    sizes: { type: 'string' },
    trials: { type: 'string', default: '100' },
    without: { type: 'string', default: '' },
    'cpu-profiles': { type: 'string' },
  },
});

const folder = new URL('./benches/', import.meta.url);
const names = (await readdir(folder)).map((file) => file.replace(/\.ts$/, '')).sort();
async function load(name: string): Promise<Bench> {
  const { bench } = (await import(new URL(`${name}.ts`, folder).href)) as { bench: Bench };
  return bench;
}

const unknown = positionals.filter((name) => !names.includes(name));
if (positionals.length === 0 || unknown.length > 0) {
  for (const name of unknown) console.error(`There is no bench ${name}.`);
  console.log(
    'npm run bench -- NAME… [--json FILE] [--sizes N,N] [--trials N] [--without SUBJECT] [--cpu-profiles FOLDER]',
  );
  for (const name of names) console.log(`  ${name.padEnd(12)} ${(await load(name)).about}`);
  process.exit(positionals.length === 0 ? 0 : 2);
}

// So that whatever was started is ended on the way out.
process.once('SIGINT', () => process.exit(130));
const records = new Records();
const profiles = new Profiles();
const cpuProfiles = values['cpu-profiles'];
if (cpuProfiles !== undefined) await mkdir(cpuProfiles, { recursive: true });
const load1 = () => (loadavg()[0] ?? 0).toFixed(1);
const before = load1();
try {
  for (const name of positionals) {
    const bench = await load(name);
    const sizes = values.sizes === undefined ? bench.sizes : values.sizes.split(',').map(Number);
    await bench.run({
      records,
      profiles,
      sizes: sizes.toSorted((a, b) => a - b),
      trials: Number(values.trials),
      without: values.without.split(','),
      ...(cpuProfiles === undefined ? {} : { cpuProfiles }),
    });
  }
} finally {
  await profiles.close();
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(records.all, null, 2)}\n`);
}
console.log(`\n${records.table()}\n\nLoad ${before} before, ${load1()} after.`);
