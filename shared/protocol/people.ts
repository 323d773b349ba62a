import { z } from 'zod';
import { roleName } from '../access/roles.ts';
import { signInWay } from '../access/sign-in-way.ts';
import { line, uuid } from '../model/primitives.ts';

/** As many people as one file may bring: each gets a password, and hashing is slow by design. */
export const IMPORT_LIMIT = 300;
export const IMPORT_CHARACTERS = 200_000;

const reason = line(200);

/** A name to sign in with: what can be typed anywhere, without a doubt about its case. */
export const username = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/);

const personFields = {
  username,
  /** The staff number. */
  code: line(40),
  name: line(60),
  nameEn: line(80),
  role: roleName,
};

/** `POST /admin/people`: safe to give twice, for the asker chooses the id. */
export const newPerson = z.strictObject({
  id: uuid,
  ...personFields,
  branchId: uuid,
  /** Absent: with a password, which the answer brings. */
  signIn: signInWay.optional(),
  reason,
});
export type NewPerson = z.infer<typeof newPerson>;

/** What is shown once: the person signs in with it once, and chooses another. */
export const oneTimePassword = z.object({
  userId: uuid,
  username: z.string(),
  password: z.string(),
  until: z.iso.datetime(),
});
export type OneTimePassword = z.infer<typeof oneTimePassword>;

/** Who was entered; without a password where they sign in through the provider. */
export const enteredPerson = oneTimePassword.partial({ password: true, until: true });
export type EnteredPerson = z.infer<typeof enteredPerson>;

/** `POST /admin/people/:id/password`, `POST /admin/people/:id/second-factor` */
export const personReason = z.strictObject({ reason });

/** Columns of the file, in any order; the branch by its code. `signIn` may be left out. */
export const importColumns = ['username', 'code', 'name', 'nameEn', 'role', 'branch'] as const;
export const SIGN_IN_COLUMN = 'signIn';
export type ImportColumn = (typeof importColumns)[number] | typeof SIGN_IN_COLUMN;

/** `POST /admin/people/import`: with `commit` all of it is entered or, where a line is bad, none. */
export const importRequest = z.strictObject({
  /** Ids of people follow from it: an import that is sent twice enters nobody twice. */
  importId: uuid,
  text: z.string().min(1).max(IMPORT_CHARACTERS),
  commit: z.boolean(),
  reason: reason.optional(),
});
export type ImportRequest = z.infer<typeof importRequest>;

/** Why a line is bad. A closed list: the screen has a sentence for each. */
export const lineFault = z.enum([
  'columns',
  'username_invalid',
  'username_taken',
  'username_twice',
  'code_invalid',
  'code_taken',
  'code_twice',
  'name_missing',
  'role_unknown',
  'branch_unknown',
  'branch_closed',
  'sign_in_unknown',
  /** This server knows no provider. */
  'sign_in_no_provider',
]);
export type LineFault = z.infer<typeof lineFault>;

/** Why a file is no list of people at all. */
export const fileFault = z.enum(['empty', 'not_csv', 'header', 'too_many']);
export type FileFault = z.infer<typeof fileFault>;

export const importLine = z.object({
  /** From 1, the header's: as an editor counts. */
  line: z.int(),
  username: z.string(),
  name: z.string(),
  role: z.string(),
  branch: z.string(),
  faults: z.array(lineFault),
});
export type ImportLine = z.infer<typeof importLine>;

export const importResponse = z.object({
  fileFault: fileFault.optional(),
  lines: z.array(importLine),
  /** Whether the people were entered. */
  committed: z.boolean(),
  /** After a commit, for each of them who signs in with one. */
  passwords: z.array(oneTimePassword),
});
export type ImportResponse = z.infer<typeof importResponse>;
