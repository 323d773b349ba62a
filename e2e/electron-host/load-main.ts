import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { compileFunction } from 'node:vm';

/**
 * Runs the real main bundle with `electron` in its hands and a `process` of its own, so that what it sets and listens
 * to ends with it. Each start is a fresh copy of the module, like a fresh process.
 */
export function loadMain(
  file: string,
  electron: object,
  env: Record<string, string>,
): { process: EventEmitter } {
  const events = new EventEmitter();
  const ownProcess = Object.create(process, {
    env: { value: { ...env } },
    on: { value: events.on.bind(events) },
    once: { value: events.once.bind(events) },
    off: { value: events.off.bind(events) },
  });
  const requireReal = createRequire(file);
  const requireHere = (name: string) => (name === 'electron' ? electron : requireReal(name));
  const module = { exports: {} };
  const run = compileFunction(
    readFileSync(file, 'utf8'),
    ['exports', 'require', 'module', '__filename', '__dirname', 'process'],
    { filename: file },
  );
  run(module.exports, requireHere, module, file, dirname(file), ownProcess);
  return { process: events };
}
