import { isAbsolute, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartProblem } from './problem.ts';

export const DEFAULT_PORT = 8710;
export const DEFAULT_CUSTOMERS = 20_000;
const MAX_CUSTOMERS = 200_000;

export interface StartOptions {
  headless: boolean;
  /** 0: a free one. */
  port: number;
  dataDir: string;
  customers: number;
  /** Where PostgreSQL archives its WAL, for backups; not at all when absent. */
  walArchive?: string;
}

export const usage = `npm start [-- OPTIONS]

  --port N         the port to serve on (${DEFAULT_PORT}); 0 takes a free one
  --data-dir DIR   where the database and the client's profile are kept (.branchline)
  --customers N    customers of the demo bank on the first start (${DEFAULT_CUSTOMERS}, at most ${MAX_CUSTOMERS})
  --wal-archive DIR  archive the database's WAL there, so that npm run backup can take backups
  --headless       serve only: no window; prints "ready <url>" on a line of its own
  --help           this text

DATABASE_URL names a PostgreSQL server of your own instead of the embedded one.`;

/** @throws StartProblem with a sentence about the first argument that is wrong */
export function readOptions(args: string[], projectRoot: string, cwd: string): StartOptions | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  const dataDir = values['data-dir'];
  const walArchive = values['wal-archive'];
  return {
    headless: values.headless ?? false,
    port: wholeNumber('--port', values.port, DEFAULT_PORT, 0, 65_535),
    dataDir:
      dataDir === undefined
        ? join(projectRoot, '.branchline')
        : isAbsolute(dataDir)
          ? dataDir
          : resolve(cwd, dataDir),
    customers: wholeNumber('--customers', values.customers, DEFAULT_CUSTOMERS, 100, MAX_CUSTOMERS),
    ...(walArchive !== undefined && { walArchive: resolve(cwd, walArchive) }),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        headless: { type: 'boolean' },
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        customers: { type: 'string' },
        'wal-archive': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const sentence = error instanceof Error ? error.message : 'The arguments are wrong.';
    throw new StartProblem(`${sentence}\n\n${usage}`, 2);
  }
}

function wholeNumber(
  name: string,
  text: string | undefined,
  otherwise: number,
  from: number,
  to: number,
): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < from || value > to)
    throw new StartProblem(`${name} takes a whole number from ${from} to ${to}, not "${text}".`, 2);
  return value;
}
