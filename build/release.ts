import { runRelease } from './releases/main.ts';

process.exitCode = await runRelease(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  out: (line) => process.stdout.write(`${line}\n`),
  problem: (line) => process.stderr.write(`${line}\n`),
  now: () => new Date(),
});
