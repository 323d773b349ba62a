const names = new Map<string, string>();

/**
 * A statement that each connection parses and plans once, by name: planning the look at seven tables takes PostgreSQL
 * longer than looking. For texts of which there are few: connections keep what was prepared on them for good.
 */
export function prepared(text: string): { readonly name: string; readonly text: string } {
  let name = names.get(text);
  if (name === undefined) {
    name = `branchline ${names.size + 1}`;
    names.set(text, name);
  }
  return { name, text };
}
