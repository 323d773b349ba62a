import { CsvError, parse } from 'csv-parse/sync';
import { v5 } from 'uuid';
import { roleName } from '#shared/access/roles.ts';
import { signInWay } from '#shared/access/sign-in-way.ts';
import {
  type FileFault,
  IMPORT_LIMIT,
  type ImportColumn,
  type ImportLine,
  type ImportRequest,
  type ImportResponse,
  importColumns,
  type LineFault,
  newPerson,
  SIGN_IN_COLUMN,
} from '#shared/protocol/people.ts';
import type { Context } from '../context.ts';
import { type Client, inTransaction } from '../db/pool.ts';
import { HttpError } from '../http/http-error.ts';
import type { Principal } from '../identity/guard.ts';
import { type Entrant, enter, entriesFor, lockPeople, takenNames } from './people.ts';

type Cells = Record<ImportColumn, string>;

interface Row {
  readonly line: number;
  /** `undefined` where the line has another number of columns. */
  readonly cells: Cells | undefined;
}

interface Judged {
  readonly lines: ImportLine[];
  readonly entrants: Entrant[];
}

const { code, name, nameEn, username } = newPerson.shape;

/**
 * Reads a list of people. Without `commit` it says what would be entered and what is wrong with each line; with it the
 * whole list is entered or, where one line is bad, nothing is.
 */
export async function importPeople(
  context: Context,
  principal: Principal,
  { importId, text, commit, reason }: ImportRequest,
): Promise<ImportResponse> {
  if (commit && reason === undefined) {
    throw new HttpError('bad_request', 'a reason is missing', { paths: ['/reason'] });
  }
  const rows = readRows(text);
  if (typeof rows === 'string') return { fileFault: rows, lines: [], committed: false, passwords: [] };
  const judged = await inTransaction(context.pool, (client) => judge(client, context, rows, importId));
  const bad = judged.lines.some(({ faults }) => faults.length > 0);
  if (!commit || bad) return { lines: judged.lines, committed: false, passwords: [] };
  const entries = await entriesFor(context, judged.entrants);
  const answer = await inTransaction(context.pool, async (client): Promise<ImportResponse> => {
    await lockPeople(client);
    // Once more under the lock: a name may have gone to somebody else while passwords were hashed.
    const { lines } = await judge(client, context, rows, importId);
    if (lines.some(({ faults }) => faults.length > 0)) return { lines, committed: false, passwords: [] };
    await enter(client, context, principal, entries, reason ?? '');
    return { lines, committed: true, passwords: entries.flatMap(({ answer }) => answer ?? []) };
  });
  context.nudge();
  return answer;
}

function readRows(text: string): Row[] | FileFault {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      // A spreadsheet of a German or Czech system separates by semicolons.
      delimiter: [',', ';', '\t'],
    }) as unknown as typeof records;
  } catch (error) {
    if (error instanceof CsvError) return 'not_csv';
    throw error;
  }
  const [head, ...rest] = records;
  if (head === undefined || rest.length === 0) return 'empty';
  const placeOf = (column: string) =>
    head.record.findIndex((title) => title.toLowerCase() === column.toLowerCase());
  const columns = placeOf(SIGN_IN_COLUMN) < 0 ? importColumns : [...importColumns, SIGN_IN_COLUMN];
  const places = columns.map(placeOf);
  if (places.includes(-1) || head.record.length !== columns.length) return 'header';
  if (rest.length > IMPORT_LIMIT) return 'too_many';
  return rest.map(({ record, info }) => ({
    line: info.lines,
    cells:
      record.length === columns.length
        ? ({
            [SIGN_IN_COLUMN]: '',
            ...Object.fromEntries(columns.map((column, index) => [column, record[places[index] ?? 0] ?? ''])),
          } as Cells)
        : undefined,
  }));
}

async function judge(
  client: Client,
  { provider }: Pick<Context, 'provider'>,
  rows: readonly Row[],
  importId: string,
): Promise<Judged> {
  const named = rows.flatMap(({ cells }) => (cells === undefined ? [] : [keysOf(cells, importId)]));
  const taken = await takenNames(client, named);
  const branches = await branchesByCode(client, rows);
  const usernames = repeated(named.map((one) => one.username));
  const codes = repeated(named.map((one) => one.code));
  const judged: Judged = { lines: [], entrants: [] };
  for (const { line, cells } of rows) {
    if (cells === undefined) {
      judged.lines.push({ line, username: '', name: '', role: '', branch: '', faults: ['columns'] });
      continue;
    }
    const keys = keysOf(cells, importId);
    const role = roleName.safeParse(cells.role);
    const branch = branches.get(cells.branch);
    const signIn = signInWay.safeParse(cells.signIn || 'local');
    const checks: readonly (readonly [LineFault, boolean])[] = [
      ['username_invalid', !username.safeParse(keys.username).success],
      ['username_taken', taken.usernames.has(keys.username)],
      ['username_twice', usernames.has(keys.username)],
      ['code_invalid', !code.safeParse(cells.code).success],
      ['code_taken', taken.codes.has(cells.code)],
      ['code_twice', codes.has(cells.code)],
      ['name_missing', !name.safeParse(cells.name).success || !nameEn.safeParse(cells.nameEn).success],
      ['role_unknown', !role.success],
      ['branch_unknown', branch === undefined],
      ['branch_closed', branch?.closed === true],
      ['sign_in_unknown', !signIn.success],
      ['sign_in_no_provider', signIn.data === 'provider' && !provider],
    ];
    const faults = checks.filter(([, holds]) => holds).map(([fault]) => fault);
    judged.lines.push({
      line,
      username: keys.username,
      name: cells.name,
      role: cells.role,
      branch: cells.branch,
      faults,
    });
    if (role.success && branch !== undefined) {
      judged.entrants.push({
        ...keys,
        name: cells.name,
        nameEn: cells.nameEn,
        role: role.data,
        branchId: branch.id,
        signIn: signIn.data,
      });
    }
  }
  return judged;
}

/** Two files with a common name are two people, one file that is sent twice is one. */
function keysOf(cells: Cells, importId: string): Pick<Entrant, 'id' | 'username' | 'code'> {
  const username = cells.username.toLowerCase();
  return { id: v5(username, importId), username, code: cells.code };
}

async function branchesByCode(
  client: Client,
  rows: readonly Row[],
): Promise<Map<string, { id: string; closed: boolean }>> {
  const found = await client.query<{ id: string; code: string; closed: boolean }>(
    'select id, code, closed from branches where code = any ($1) order by id for share',
    [rows.map(({ cells }) => cells?.branch ?? '')],
  );
  return new Map(found.rows.map((row) => [row.code, { id: row.id, closed: row.closed }]));
}

function repeated(values: readonly string[]): Set<string> {
  const seen = new Set<string>();
  return new Set(values.filter((value) => seen.size === seen.add(value).size));
}
