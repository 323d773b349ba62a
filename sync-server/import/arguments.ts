import path from 'node:path';
import { parseArgs } from 'node:util';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import { businessDate } from '#shared/model/primitives.ts';
import type { ImportFormat } from './format.ts';
import { formatNamed, formats } from './registry.ts';

/** What the command line asks for; paths are absolute. */
export interface ImportCommand {
  readonly format: ImportFormat;
  readonly source: string;
  readonly dataDir: string;
  /** A database other than that of the data folder. */
  readonly url: string | undefined;
  readonly rejectsFile: string;
  readonly asOf?: BusinessDate;
}

/** The command line is not one of this program; the message says what is wrong with it. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

interface Surroundings {
  readonly defaultDataDir: string;
  readonly databaseUrl: string | undefined;
}

export const usageOf = (defaultDataDir: string) => `Usage: npm run import -- --format <name> <folder or file>
  --format <name>       what the source is:
${formats.map(({ name, title }) => `                          ${name.padEnd(10)} ${title}`).join('\n')}
  --data-dir <folder>   the bank to import into; default ${defaultDataDir}
  --database-url <url>  import into this PostgreSQL database instead (also: DATABASE_URL)
  --as-of <YYYY-MM-DD>  the day on which the data end; default: that of the last import, or today
  --rejects <file>      where lines that cannot be taken go; default <data-dir>/rejects-<format>.csv`;

/** `undefined` when only the usage is asked for. @throws UsageError */
export function readArguments(
  argv: string[],
  { defaultDataDir, databaseUrl }: Surroundings,
): ImportCommand | undefined {
  const options = {
    format: { type: 'string' },
    'data-dir': { type: 'string' },
    'database-url': { type: 'string' },
    'as-of': { type: 'string' },
    rejects: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  let parsed: ReturnType<
    typeof parseArgs<{ args: string[]; options: typeof options; allowPositionals: true }>
  >;
  try {
    parsed = parseArgs({ args: argv, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'Unknown argument.');
  }
  const { values, positionals } = parsed;
  if (values.help) return undefined;
  const [source, ...more] = positionals;
  if (values.format === undefined) throw new UsageError('Say what the source is with --format.');
  const format = formatNamed(values.format);
  if (format === undefined) throw new UsageError(`There is no format "${values.format}".`);
  if (source === undefined) throw new UsageError('Name the folder or file to import.');
  if (more.length > 0) throw new UsageError(`One source at a time; "${more[0]}" is one too many.`);
  const asOf = values['as-of'];
  if (asOf !== undefined && !businessDate.safeParse(asOf).success) {
    throw new UsageError(`--as-of "${asOf}" is not a day like 2026-03-18.`);
  }
  // A folder that is named wins over an address that merely stands in the environment.
  const url = values['database-url'] ?? (values['data-dir'] === undefined ? databaseUrl : undefined);
  if (url !== undefined && !/^postgres(?:ql)?:\/\/./.test(url)) {
    throw new UsageError('The database address must look like postgres://user:password@host:5432/name.');
  }
  const dataDir = path.resolve(values['data-dir'] ?? defaultDataDir);
  return {
    format,
    source: path.resolve(source),
    dataDir,
    url,
    rejectsFile: values.rejects ?? path.join(dataDir, `rejects-${format.name}.csv`),
    ...(asOf === undefined ? {} : { asOf }),
  };
}
