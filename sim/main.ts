import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { campaign, plansOf } from './run/campaign.ts';
import type { Failure } from './run/jobs.ts';
import { keep, readRegressions } from './run/regressions.ts';
import { happenings } from './world/happening.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '60' },
    workers: { type: 'string', default: '2' },
    /** Kept regressions instead of seeds. */
    regressions: { type: 'boolean', default: false },
    /** Failures become files that `npm test` runs from then on. */
    keep: { type: 'boolean', default: false },
    /** Seconds for leaving out steps of a run that fails. */
    shrink: { type: 'string', default: '60' },
    /** The whole trace of each failure goes into this folder. */
    traces: { type: 'string' },
  },
});
const number = (text: string) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${text} is not a whole number`);
  return value;
};

const began = performance.now();
const runs = values.regressions
  ? await readRegressions()
  : plansOf(number(values.seed), number(values.seeds), number(values.steps));
let done = 0;
const report = await campaign({
  runs,
  workers: number(values.workers),
  shrinkFor: number(values.shrink) * 1000,
  twiceEvery: 10,
  onDone({ failure }) {
    done += 1;
    if (done % 50 === 0) console.error(`${done} of ${runs.length} runs`);
    if (failure !== undefined) show(failure);
  },
});
for (const failure of report.failures) {
  if (values.keep) console.log(`kept as ${await keep(failure)}`);
  if (values.traces === undefined) continue;
  await mkdir(values.traces, { recursive: true });
  await writeFile(path.join(values.traces, `${failure.seed}.txt`), `${failure.trace.join('\n')}\n`);
}
const seconds = Math.round((performance.now() - began) / 1000);
const { failures, happened, ...figures } = report;
console.log(happenings.map((name) => `${String(happened[name]).padStart(6)}  ${name}`).join('\n'));
console.log(JSON.stringify({ ...figures, failures: failures.length, seconds }));
process.exitCode = failures.length === 0 ? 0 : 1;

function show({ seed, invariant, detail, steps, trace }: Failure): void {
  console.log(`\nseed ${seed} breaks "${invariant}" with ${steps.length} steps`);
  console.log(`  ${detail}`);
  console.log(`  steps: ${steps.map(({ number: at, kind }) => `${at} ${kind}`).join(', ')}`);
  console.log(trace.slice(-60).join('\n'));
}
