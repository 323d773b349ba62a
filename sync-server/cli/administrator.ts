import path from 'node:path';
import { parseArgs } from 'node:util';
import { newPerson } from '#shared/protocol/people.ts';
import {
  enterFirstAdministrator,
  type FirstAdministrator,
  FirstAdministratorError,
  type FirstAdministratorFault,
} from '../admin/first-administrator.ts';
import { UsageError } from '../import/arguments.ts';
import { openImportDatabase } from '../import/database.ts';
import { ImportError } from '../import/errors.ts';
import { DEFAULT_DATA_DIR } from './data-dir.ts';

const USAGE = `Usage: npm run administrator -- --username <name> --code <staff number> --name <name> --name-en <name> --branch <code>
  --branch <code>        where the person works; with the next two a head office is made where there is none of this code
  --branch-name <name>, --branch-name-en <name>
  --database-url <url>   the database (also: DATABASE_URL); default: that of npm start
  --data-dir <folder>    the folder of npm start, when it is not the default one
Enters the first administrator of IT, who then enters everybody else in the program. The same command gives the only
administrator a new password and takes away a lost second factor. Exit code: 0 done, 1 not, 2 the command is wrong.`;

const sentences: Record<FirstAdministratorFault, string> = {
  another_administrator: 'There is another administrator, who can do this in the program.',
  no_administrator: 'That name belongs to somebody who is no administrator.',
  branch_missing:
    'There is no open branch of that code. Give --branch-name and --branch-name-en to make a head office.',
  code_taken: 'Somebody else has that staff number.',
};

const { username, code, name, nameEn } = newPerson.shape;

interface Command {
  readonly person: FirstAdministrator;
  readonly dataDir: string;
  readonly url: string | undefined;
}

function readCommand(argv: readonly string[]): Command | undefined {
  let values: ReturnType<typeof parse>['values'];
  try {
    ({ values } = parse(argv));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'Unknown argument.');
  }
  if (values.help === true) return undefined;
  const branchName = values['branch-name'];
  const branchNameEn = values['branch-name-en'];
  const branch = {
    code: valid(code, values.branch, '--branch'),
    ...(branchName !== undefined && { name: valid(name, branchName, '--branch-name') }),
    ...(branchNameEn !== undefined && { nameEn: valid(nameEn, branchNameEn, '--branch-name-en') }),
  };
  return {
    person: {
      username: valid(username, values.username, '--username'),
      code: valid(code, values.code, '--code'),
      name: valid(name, values.name, '--name'),
      nameEn: valid(nameEn, values['name-en'], '--name-en'),
      branch,
    },
    url: values['database-url'] ?? (values['data-dir'] === undefined ? process.env.DATABASE_URL : undefined),
    dataDir: path.resolve(values['data-dir'] ?? DEFAULT_DATA_DIR),
  };
}

function valid(schema: typeof code | typeof username, value: string | undefined, option: string): string {
  const { data } = schema.safeParse(value);
  if (data === undefined) throw new UsageError(`${option} is missing, or is not what it should be.`);
  return data;
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  return parseArgs({
    args: [...argv],
    options: {
      username: text,
      code: text,
      name: text,
      'name-en': text,
      branch: text,
      'branch-name': text,
      'branch-name-en': text,
      'database-url': text,
      'data-dir': text,
      help: { type: 'boolean', short: 'h' },
    },
  });
}

async function run({ person, dataDir, url }: Command): Promise<void> {
  const onProgress = (message: string) => process.stderr.write(`${message}\n`);
  const database = await openImportDatabase({ dataDir, url, onProgress });
  try {
    const { username, password, until } = await enterFirstAdministrator(
      database.pool,
      person,
      () => new Date(),
    );
    console.log(`Username:  ${username}\nPassword:  ${password}`);
    console.log(`It is good for one sign-in until ${until}, which sets another.`);
  } finally {
    await database.close();
  }
}

try {
  const command = readCommand(process.argv.slice(2));
  if (command === undefined) console.log(USAGE);
  else await run(command);
} catch (error) {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
  else if (error instanceof FirstAdministratorError) console.error(sentences[error.code]);
  else if (error instanceof ImportError) console.error(error.message);
  else console.error(`It was not done: ${error instanceof Error ? error.message : 'unknown fault'}`);
}
