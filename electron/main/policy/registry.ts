import { win32 } from 'node:path';
import { policyNames } from '#shared/policy/definitions.ts';
import { absent, type RawPolicies, unreadable } from './raw.ts';
import type { Run } from './run.ts';

/** Where Group Policy writes. Both branches can be written by administrators only. */
export const registryKeys = {
  machine: 'HKLM\\Software\\Policies\\Branchline',
  user: 'HKCU\\Software\\Policies\\Branchline',
} as const;

/**
 * Reads a key and its lists with `reg query`, which answers 1 for a key that is not there, and for every key where the bank
 * forbids tools that edit the registry. A key that each user has tells the two apart: what cannot be asked is not absent.
 */
export async function readRegistry(
  run: Run,
  key: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<RawPolicies> {
  const reg = win32.join(env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe');
  const { code, stdout } = await run(reg, ['query', key, '/s', '/reg:64']);
  if (code === 0) return { state: 'read', values: parseRegistry(stdout, key) };
  if (code !== 1) return unreadable;
  const always = `${key.slice(0, key.indexOf('\\'))}\\Software`;
  return (await run(reg, ['query', always, '/reg:64'])).code === 0 ? absent : unreadable;
}

/** `    Name    REG_SZ    data`; the data may be missing. */
const VALUE = /^ {4}(.+?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/;

/** What `reg query key /s` printed: values of the key, and of each key below it as a list. */
export function parseRegistry(output: string, key: string): Record<string, unknown> {
  const below = key.slice(key.indexOf('\\')).toLowerCase();
  const values: Record<string, unknown> = {};
  const lists = new Map<string, Map<string, string>>();
  let list: string | undefined;
  for (const line of output.split(/\r?\n/)) {
    if (/^HKEY_/.test(line)) {
      const rest = line.slice(line.toLowerCase().indexOf(below) + below.length).replace(/^\\/, '');
      list = rest === '' ? undefined : nameOf(rest);
      continue;
    }
    const [, name = '', type = '', data = ''] = VALUE.exec(line) ?? [];
    // `(Default)`, in the language of the system: nobody's policy.
    if (name === '' || (name.startsWith('(') && name.endsWith(')'))) continue;
    if (list === undefined) values[nameOf(name)] = dataOf(type, data);
    else lists.set(list, (lists.get(list) ?? new Map<string, string>()).set(name, data));
  }
  for (const [name, entries] of lists) values[name] = inOrder(entries);
  return values;
}

/** Names in the registry begin with a capital and are compared without regard to case. */
function nameOf(written: string): string {
  return policyNames.find((name) => name.toLowerCase() === written.toLowerCase()) ?? written;
}

function dataOf(type: string, data: string): unknown {
  if (type === 'REG_DWORD') return Number(data);
  if (type === 'REG_MULTI_SZ') return data.split('\\0').filter((part) => part !== '');
  return data.trimEnd();
}

/** Group Policy numbers the entries of a list; the registry gives them back in the order of their texts: 1, 10, 2. */
function inOrder(entries: ReadonlyMap<string, string>): string[] {
  return [...entries]
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, data]) => data.trim())
    .filter((data) => data !== '');
}
