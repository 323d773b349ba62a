import path from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_DATA_DIR } from '../cli/data-dir.ts';
import { UsageError } from '../import/arguments.ts';

export interface VerifyCommand {
  readonly url: string | undefined;
  /** Used where there is no address: the bank of `npm start`. */
  readonly dataDir: string;
  readonly headsDirs: readonly string[];
  readonly publicKey?: string;
  readonly json: boolean;
}

export const VERIFY_USAGE = `Usage: npm run audit:verify -- [--database-url <url>] [--heads <folder>]… [--key <public key>]
  --database-url <url>  the database to check (also: DATABASE_URL); default: that of npm start
  --data-dir <folder>   the folder of npm start, when it is not the default one
  --heads <folder>      signed heads that were copied outside the database (also: AUDIT_HEADS_DIR); may be repeated
  --key <base64>        the public key of the server's audit chain, as it was noted when the chain began
  --json                one JSON object a line
Exit code: 0 nothing found, 1 something was changed, 2 the check could not be made.`;

/** `undefined` when only the usage is asked for. @throws UsageError */
export function readVerifyArguments(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): VerifyCommand | undefined {
  let values: ReturnType<typeof parse>['values'];
  try {
    ({ values } = parse(argv));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'Unknown argument.');
  }
  if (values.help === true) return undefined;
  const url =
    values['database-url'] ?? (values['data-dir'] === undefined ? environment.DATABASE_URL : undefined);
  if (url !== undefined && !/^postgres(?:ql)?:\/\/./.test(url)) {
    throw new UsageError('The database address must look like postgres://user:password@host:5432/name.');
  }
  const fromEnvironment = environment.AUDIT_HEADS_DIR;
  return {
    url,
    dataDir: path.resolve(values['data-dir'] ?? DEFAULT_DATA_DIR),
    headsDirs: values.heads ?? (fromEnvironment === undefined ? [] : [fromEnvironment]),
    ...(values.key !== undefined && { publicKey: values.key }),
    json: values.json === true,
  };
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    options: {
      'database-url': { type: 'string' },
      'data-dir': { type: 'string' },
      heads: { type: 'string', multiple: true },
      key: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}
