import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { StartProblem } from './problem.ts';

const HOST = '127.0.0.1';

/**
 * Proves that the port can be listened on, before anything slow is done. A port that is taken is never replaced
 * silently: the client's data belong to its origin, port included. @throws StartProblem
 */
export async function requireFreePort(port: number): Promise<void> {
  if (port === 0) return;
  const code = await listenProblem(port);
  if (code === null) return;
  if (code === 'EACCES')
    throw new StartProblem(`This user may not listen on port ${port}. Choose one above 1023 with --port.`);
  throw new StartProblem(await portTaken(port));
}

/** The sentence for a port that something else listens on. */
export async function portTaken(port: number): Promise<string> {
  const owner = await ownerOf(port);
  const who = owner ? `by ${owner.name} (process ${owner.pid})` : 'by another program';
  return `Port ${port} is in use ${who}. Stop that one, or choose another port: npm start -- --port ${port + 1}`;
}

function listenProblem(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(port, HOST, () => server.close(() => resolve(null)));
  });
}

/** The process that listens, where Linux lets us see it. */
async function ownerOf(port: number): Promise<{ pid: number; name: string } | null> {
  const inode = await inodeOf(port);
  if (inode === null) return null;
  for (const pid of (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))) {
    for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '');
      if (target !== `socket:[${inode}]`) continue;
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'a program');
      return { pid: Number(pid), name: name.trim() };
    }
  }
  return null;
}

async function inodeOf(port: number): Promise<string | null> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of (await readFile(table, 'utf8').catch(() => '')).split('\n').slice(1)) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      // 0A: listening.
      if (local?.endsWith(suffix) && state === '0A' && inode !== undefined) return inode;
    }
  }
  return null;
}
