// Plain JavaScript for Node 20: it runs before a single package is installed.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages, nodeOf, packagesProblem } from './packages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Installs what is missing, then runs a TypeScript file of ours on the project's own Node and ends with its exit
 * code. Every signal is passed on; should this process itself be killed, the other sees its channel close.
 *
 * @param {string} script relative to the project's folder
 */
export async function runOnProjectNode(script) {
  const stop = new AbortController();
  let child = null;
  for (const signal of signals)
    process.on(signal, () => {
      stop.abort(new Error('Stopped.'));
      if (child?.connected) child.send('stop', () => undefined);
    });
  // The terminal can close before we do: its end must not be ours in the middle of stopping.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  stopWithNpm(stop, () => child);

  try {
    requireNode20();
    await install(stop.signal);
  } catch (error) {
    console.error(`\n${error.message}`);
    process.exit(stop.signal.aborted ? 130 : 1);
  }

  child = spawn(nodeOf(root), [join(root, script), ...process.argv.slice(2)], {
    cwd: process.cwd(),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // What was compiled once is taken from there by whatever it starts, servers above all. `npm ci` clears it.
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'), ...process.env },
  });
  child.on('error', (error) => {
    console.error(
      `The project's own Node could not be started (${error.message}). Delete node_modules and try again.`,
    );
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal) console.error(`The program was ended by ${signal}.`);
    process.exit(code ?? 1);
  });
}

function requireNode20() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20)
    throw new Error(
      `Branchline needs Node.js 20 or later; this is ${process.versions.node}. See https://nodejs.org.`,
    );
}

async function install(signal) {
  const problem = packagesProblem(root);
  if (problem === null) return;
  const from = Date.now();
  const seconds = () => ((Date.now() - from) / 1000).toFixed(1);
  console.log(`  …      Installing packages (${problem})`);
  const tick = setInterval(() => console.log(`  …      still installing, ${seconds()} s`), 15_000);
  try {
    await installPackages(root, signal);
  } finally {
    clearInterval(tick);
  }
  console.log(`${seconds().padStart(5)} s  Packages installed`);
}

/** Whoever ends npm ends us: npm, killed outright, tells nobody. */
function stopWithNpm(stop, childNow) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid === parent) return;
    stop.abort(new Error('Stopped.'));
    const child = childNow();
    if (child?.connected) child.send('stop', () => undefined);
  }, 1000).unref();
}
