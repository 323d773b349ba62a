import { parentPort, workerData } from 'node:worker_threads';
import { patchModules } from './hooks.ts';
import type { Done, Failure, Job, WorkerInput } from './jobs.ts';

// Before the server's code is loaded.
const { databaseUrl, bundle, patches } = workerData as WorkerInput;
patchModules(patches);
if (parentPort === null) throw new Error('runs as a worker');
const port = parentPort;
const { openStage } = await import('./stage.ts');
const { simulate } = await import('./simulate.ts');
const { shrink } = await import('./shrink.ts');

const stage = await openStage(databaseUrl, new URL(bundle));

async function run({ seed, steps, defect, twice = false, shrinkFor = 0 }: Job): Promise<Done> {
  const options = { defect };
  const result = await simulate(stage, seed, steps, options);
  let failure: Failure | undefined;
  if (result.violation !== undefined) {
    const { invariant } = result.violation;
    const again = (fewer: Job['steps']) => simulate(stage, seed, fewer, options);
    const least = await shrink(steps, invariant, again, shrinkFor);
    const shown = least.result ?? result;
    const { detail } = shown.violation ?? result.violation;
    failure = { seed, invariant, detail, steps: least.steps, trace: shown.trace };
  } else if (twice) {
    const again = await simulate(stage, seed, steps, options);
    const line = result.trace.findIndex((text, index) => text !== again.trace[index]);
    if (again.digest !== result.digest)
      failure = {
        seed,
        invariant: '6 same seed, same trace',
        detail: `line ${line}: "${result.trace[line]}" and then "${again.trace[line]}"`,
        steps,
        trace: result.trace.slice(0, line + 1),
      };
  }
  const { digest, edits, happened } = result;
  return { seed, digest, edits, happened, failure };
}

port.on('message', (job: Job | 'end') => {
  if (job === 'end') stage.close().then(() => port.close());
  else
    run(job).then(
      (done) => port.postMessage({ done }),
      (error: unknown) => port.postMessage({ fault: error instanceof Error ? error.message : String(error) }),
    );
});
port.postMessage({ ready: true });
