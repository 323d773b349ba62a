import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type StepKind, stepKinds } from '../steps/plan.ts';
import type { Failure } from './jobs.ts';

const folder = path.join(import.meta.dirname, '..', 'regressions');

const regression = z.strictObject({
  /** What it broke, in a sentence, and what was wrong. */
  about: z.string(),
  seed: z.int(),
  steps: z.array(z.tuple([z.int(), z.enum(stepKinds as [StepKind, ...StepKind[]])])),
});

/** Keeps a failure as a file. Returns its name. */
export async function keep({ seed, invariant, steps }: Failure): Promise<string> {
  await mkdir(folder, { recursive: true });
  const name = `${seed}-${invariant.replaceAll(/\W+/g, '-')}.json`;
  const content: z.infer<typeof regression> = {
    about: `broke: ${invariant}`,
    seed,
    steps: steps.map(({ number, kind }) => [number, kind]),
  };
  await writeFile(path.join(folder, name), `${JSON.stringify(content)}\n`);
  return name;
}

export async function readRegressions() {
  const found = [];
  for await (const name of glob('*.json', { cwd: folder })) {
    const { about, seed, steps } = regression.parse(
      JSON.parse(await readFile(path.join(folder, name), 'utf8')),
    );
    found.push({ name, about, seed, steps: steps.map(([number, kind]) => ({ number, kind })) });
  }
  return found.sort((a, b) => a.name.localeCompare(b.name));
}
