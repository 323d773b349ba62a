// Plain JavaScript for Node 20: it runs before a single package is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PATIENCE_MS = 2_000;
const stampOf = (root) => join(root, 'node_modules', '.branchline-stamp');
export const nodeOf = (root) =>
  join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Why the packages must be installed (again), or `null` when what is there fits the lock file. An install that was
 * cut short leaves neither the stamp nor npm's own list, which it writes last.
 *
 * @param {string} root
 * @returns {string | null}
 */
export function packagesProblem(root) {
  if (!existsSync(join(root, 'node_modules'))) return 'they are not installed yet';
  if (!existsSync(nodeOf(root))) return 'the last install was cut short';
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const stamp = stampFor(lock);
  if (readOrNull(stampOf(root)) === stamp) return null;
  const installed = readOrNull(join(root, 'node_modules', '.package-lock.json'));
  if (installed === null) return 'the last install was cut short';
  if (!fits(lock, installed)) return 'package-lock.json has changed';
  // Somebody ran npm by hand, and well.
  writeFileSync(stampOf(root), stamp);
  return null;
}

/** Another platform or processor needs other binaries in the same folder. */
function stampFor(lock) {
  return createHash('sha256').update(`${process.platform} ${process.arch}\n${lock}`).digest('hex');
}

function fits(lock, installed) {
  try {
    const wanted = Object.entries(JSON.parse(lock).packages);
    const found = JSON.parse(installed).packages;
    return wanted.every(
      ([path, { version, optional, link }]) =>
        path === '' || link || (optional && !found[path]) || found[path]?.version === version,
    );
  } catch {
    return false;
  }
}

/**
 * Runs `npm ci`. Rejects with a sentence; npm's own output goes with it.
 *
 * @param {string} root
 * @param {AbortSignal} signal ends npm and all that it started
 */
export async function installPackages(root, signal) {
  const { file, args, shell } = npmCommand();
  const output = await new Promise((resolve, reject) => {
    // A process group of its own, so that it can be ended whole.
    const own = process.platform !== 'win32';
    const child = spawn(file, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      shell,
      detached: own,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let text = '';
    const collect = (chunk) => {
      text = (text + chunk).slice(-6000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    // Asked to end, npm first takes back what it did, for minutes: the next start begins anew anyway.
    let force;
    const end = () => {
      endGroup(child, own, 'SIGTERM');
      force = setTimeout(() => endGroup(child, own, 'SIGKILL'), PATIENCE_MS);
    };
    signal.addEventListener('abort', end, { once: true });
    child.on('error', () => reject(new Error('npm was not found. Install Node.js 20 or later with npm.')));
    child.on('close', (code) => {
      signal.removeEventListener('abort', end);
      clearTimeout(force);
      if (signal.aborted) reject(signal.reason);
      else if (code === 0) resolve(text);
      else reject(new Error(sentenceFor(text)));
    });
  });
  writeFileSync(stampOf(root), stampFor(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  return output;
}

/** The npm that runs us where there is one: another may be too old for the lock file. */
function npmCommand() {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  if (npm && existsSync(npm)) return { file: node ?? process.execPath, args: [npm], shell: false };
  return { file: 'npm', args: [], shell: process.platform === 'win32' };
}

function endGroup(child, own, signal) {
  try {
    if (own && child.pid) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // Already gone.
  }
}

function sentenceFor(output) {
  const tail = output.trim().split('\n').slice(-12).join('\n');
  if (/ENOSPC/.test(output))
    return 'The disk is full: the packages could not be installed. Free about 1 GB and start again.';
  if (/EACCES|EPERM|EROFS/.test(output))
    return `The packages could not be written to node_modules: this user may not write there.\n${tail}`;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH/.test(output))
    return `The packages could not be fetched: npm's registry cannot be reached. Check the network and npm's proxy settings, then start again.\n${tail}`;
  return `npm ci failed. It said:\n${tail}`;
}

function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
