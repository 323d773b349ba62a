import { roleName } from '#shared/access/roles.ts';
import type { SignIn } from '#sync-server/demo/sign-ins.ts';

const roleNames: Record<SignIn['role'], string> = {
  teller: 'Teller',
  relationship_manager: 'Relationship manager',
  branch_manager: 'Branch manager',
  analyst: 'Head-office analyst',
  it_admin: 'IT administrator',
  auditor: 'Auditor',
};

/** A table of who can sign in, one line for each role. */
export function signInTable(signIns: readonly SignIn[]): string {
  const rows = roleName.options.flatMap((wanted) => {
    const found = signIns.find(({ role }) => role === wanted);
    return found ? [[roleNames[wanted], found.username, found.password, found.name, found.branch]] : [];
  });
  return table([['Role', 'User name', 'Password', 'Name', 'Branch'], ...rows]);
}

function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows
    .map(
      (row) =>
        `  ${row
          .map((cell, column) => pad(cell, widths[column] ?? 0))
          .join('  ')
          .trimEnd()}`,
    )
    .join('\n');
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Columns on a terminal: a Chinese character takes two. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(
        character,
      )
        ? 2
        : 1;
  return width;
}
