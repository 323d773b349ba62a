import { open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Key } from '#shared/crypto/key.ts';
import { sign, verify } from '#shared/crypto/signature.ts';
import { sealedText } from '#shared/protocol/auth.ts';
import { fileNameOf } from './known-folder.ts';

/** What is kept outside the database: of an order or an act the last word is whether it is over. */
export interface Filed {
  readonly id: string;
  readonly endedAt: string | null;
}

/** A kind of lines: files of its own, one for each node, and a purpose of its own, so that none passes for another. */
export interface LineKind<T extends Filed> {
  /** First part of the names of its files. */
  readonly name: string;
  readonly purpose: string;
  readonly schema: z.ZodType<T>;
  /** The text that is signed: every field, in an order that never changes. */
  statementOf(line: T): string;
}

const marked = z.looseObject({ mark: sealedText });

/**
 * The lines in all files of a folder, whichever node wrote them; one that ended stays ended. `forged` counts lines that
 * the server did not sign: who can write to the folder neither makes one nor ends one.
 */
export async function readLines<T extends Filed>(
  { name, purpose, schema, statementOf }: LineKind<T>,
  folder: string,
  signedBy: string,
): Promise<{ lines: T[]; forged: number }> {
  const found = new Map<string, T>();
  let forged = 0;
  const isFile = (file: string) => file.startsWith(`${name}-`) && file.endsWith('.jsonl');
  for (const file of (await readdir(folder)).filter(isFile)) {
    for (const text of (await readFile(path.join(folder, file), 'utf8')).split('\n')) {
      // What a crash cut short is no line, and was written again behind it.
      const line = parse(schema, text);
      if (line === undefined) continue;
      const { one, mark } = line;
      if (!(await verify(signedBy, purpose, statementOf(one), mark))) forged += 1;
      else if ((found.get(one.id)?.endedAt ?? null) === null) found.set(one.id, one);
    }
  }
  return { lines: [...found.values()], forged };
}

/** Adds lines and resolves when they are on the disk. Each begins on a line of its own, also after one that was cut. */
export async function appendLines<T extends Filed>(
  { name, purpose, statementOf }: LineKind<T>,
  { folder, nodeName, signingKey }: { folder: string; nodeName: string; signingKey: Key },
  lines: readonly T[],
): Promise<void> {
  const texts = await Promise.all(
    lines.map(async (one) =>
      JSON.stringify({ ...one, mark: await sign(signingKey, purpose, statementOf(one)) }),
    ),
  );
  const file = `${name}-${fileNameOf(nodeName)}.jsonl`;
  const handle = await open(path.join(folder, file), 'a', 0o640);
  try {
    await handle.appendFile(`\n${texts.join('\n')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function parse<T>(schema: z.ZodType<T>, text: string): { one: T; mark: string } | undefined {
  try {
    const { mark, ...one } = marked.parse(JSON.parse(text));
    return { one: schema.parse(one), mark };
  } catch {
    return undefined;
  }
}
