import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';

const RULE = /^- \*\*([A-Z]\d+)\*\*/gm;
const TITLE = /\b(?:it|test|describe)(?:\.\w+)*(?:\([^)]*\))?\(\s*(['"`])((?:\[[A-Z]\d+\] ?)+)/g;

/** Rules of docs/SYNC.md and the rule numbers in test titles: each side must name all of the other's. */
export function compareRules(
  document: string,
  tests: readonly string[],
): { untested: string[]; unwritten: string[] } {
  const written = new Set([...document.matchAll(RULE)].map((match) => match[1] ?? ''));
  const quoted = new Set(
    tests.flatMap((source) =>
      [...source.matchAll(TITLE)].flatMap((title) =>
        [...(title[2] ?? '').matchAll(/\[([A-Z]\d+)\]/g)].map((match) => match[1] ?? ''),
      ),
    ),
  );
  return {
    untested: [...written].filter((rule) => !quoted.has(rule)),
    unwritten: [...quoted].filter((rule) => !written.has(rule)),
  };
}

if (import.meta.main) {
  const tests: string[] = [];
  for await (const file of glob('{shared,sync-server,renderer,electron,e2e,sim}/**/*.{test,spec}.{ts,tsx}')) {
    tests.push(readFileSync(file, 'utf8'));
  }
  const { untested, unwritten } = compareRules(readFileSync('docs/SYNC.md', 'utf8'), tests);
  for (const rule of untested) console.error(`docs/SYNC.md: rule ${rule} is quoted by no test`);
  for (const rule of unwritten) console.error(`a test quotes rule ${rule}, which docs/SYNC.md does not have`);
  if (untested.length + unwritten.length > 0) process.exitCode = 1;
  else console.log('Every rule of docs/SYNC.md has a test, and every quoted rule is written.');
}
