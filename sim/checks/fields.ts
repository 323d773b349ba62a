import { sameJson } from '#shared/merge/three-way.ts';
import { Violation } from '../world/violation.ts';
import type { World } from '../world/world.ts';
import { serverRows } from './expected.ts';

/** Every field is as it was entered, or somebody has changed it to what it is. */
export async function checkFields(world: World): Promise<void> {
  const rows = await serverRows(world);
  const found = await world.database.pool.query<{ document_id: string; field: string; new_value: unknown }>(
    'select document_id, field, new_value from field_history',
  );
  const written = Map.groupBy(found.rows, ({ document_id, field }) => `${document_id} ${field}`);
  for (const { collection, id, doc } of rows) {
    const initial = world.initial.get(id);
    if (initial === undefined) continue;
    for (const field of new Set([...Object.keys(initial), ...Object.keys(doc)])) {
      const value = doc[field] ?? null;
      const explained =
        sameJson(initial[field] ?? null, value) ||
        written.get(`${id} ${field}`)?.some(({ new_value }) => sameJson(new_value, value)) === true ||
        world.imported.get(`${id} ${field}`)?.some((text) => sameJson(JSON.parse(text), value)) === true;
      if (!explained)
        throw new Violation(
          'no field changes by itself',
          `${collection} ${id}: ${field} became ${JSON.stringify(value)}, and nobody has written that`,
        );
    }
  }
}
