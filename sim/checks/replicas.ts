import { sameJson } from '#shared/merge/three-way.ts';
import { collectionNames } from '#shared/model/collections.ts';
import type { Documents, Reading } from '../device/commands.ts';
import type { SimDevice } from '../world/sim-device.ts';
import { type Invariant, Violation } from '../world/violation.ts';
import type { World } from '../world/world.ts';
import { type Expected, expectedOf, type ServerRow, serverRows } from './expected.ts';
import { readable } from './watch.ts';

/** Invariants 1 and 2, for each device at which somebody is at work. */
export async function checkReplicas(world: World): Promise<void> {
  const rows = await serverRows(world);
  for (const device of world.devices) {
    const reading = await readable(world, device);
    if (device.atWork === undefined || reading === undefined) continue;
    const expected = await expectedOf(world, world.person(device.atWork), rows);
    const actual = contentOf(reading.documents);
    compare('1 replica equals scope', `${device.name} (${device.atWork})`, expected, actual);
    checkList(device, expected, reading);
    await checkLeftovers(world, device, expected, rows, reading);
  }
}

export function contentOf(documents: Documents): Expected {
  return new Map(
    collectionNames.flatMap((name) =>
      documents[name].map((document) => [`${name} ${String(document.id)}`, document] as const),
    ),
  );
}

export function compare(invariant: Invariant, where: string, expected: Expected, actual: Expected): void {
  const faults: string[] = [];
  for (const [key, document] of expected) {
    const own = actual.get(key);
    if (own === undefined) faults.push(`${key} is missing`);
    else if (!sameJson(own, document)) faults.push(`${key} differs: ${differences(document, own)}`);
  }
  for (const key of actual.keys()) if (!expected.has(key)) faults.push(`${key} should not be there`);
  if (faults.length > 0) throw new Violation(invariant, `${where}: ${faults.slice(0, 6).join('; ')}`);
}

function differences(expected: Record<string, unknown>, actual: Record<string, unknown>): string {
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
    .filter((field) => !sameJson(expected[field], actual[field]))
    .map((field) => `${field} is ${JSON.stringify(actual[field])}, not ${JSON.stringify(expected[field])}`)
    .join(', ');
}

function checkList(device: SimDevice, expected: Expected, { list }: Reading): void {
  const wanted = [...expected.keys()]
    .flatMap((key) => (key.startsWith('customers ') ? [key.slice(10)] : []))
    .sort();
  const shown = [...list].sort();
  if (!sameJson(wanted, shown))
    throw new Violation(
      '1 replica equals scope',
      `${device.name}: the list shows ${shown.length} of ${wanted.length} customers`,
    );
}

/** Invariant 2: search, list of edits, and the raw bytes of the disk. */
async function checkLeftovers(
  world: World,
  device: SimDevice,
  expected: Expected,
  rows: readonly ServerRow[],
  { outbox }: Reading,
): Promise<void> {
  const strangers = rows.filter(
    ({ collection, id }) => collection === 'customers' && !expected.has(`customers ${id}`),
  );
  const names = strangers.map(({ doc }) => String(doc.name));
  const { hits } = await world.tell(device, { kind: 'search', texts: names });
  const stillFound = strangers.find(({ id }, index) => hits?.[index]?.includes(id));
  if (stillFound !== undefined)
    throw new Violation('2 nothing out of scope', `${device.name}: the search finds ${stillFound.id}`);
  const { found } = await world.tell(device, {
    kind: 'find',
    texts: rows.flatMap(({ collection, doc }) => (collection === 'customers' ? [String(doc.name)] : [])),
  });
  if (found !== undefined && found.length > 0)
    throw new Violation(
      '2 nothing out of scope',
      `${device.name}: ${found.length} names are in clear on the disk`,
    );
  const gone = new Set(strangers.map(({ id }) => id));
  const telling = outbox.find(
    ({ customerId, base, next }) =>
      gone.has(customerId ?? '') && Object.keys({ ...base, ...next }).length > 0,
  );
  if (telling !== undefined)
    throw new Violation(
      '2 nothing out of scope',
      `${device.name}: the list of edits shows values of ${world.edits.nameOf(telling.mutationId)}`,
    );
}
