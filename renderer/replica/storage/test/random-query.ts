import type { MangoQuery } from 'rxdb/plugins/core';
import type { Random } from './random.ts';
import type { Thing } from './setup.ts';

/** Selectors, sorts and limits over {@link Thing}, every operator of RxDB among them. */
export function randomQuery(random: Random): MangoQuery<Thing> {
  const query: Record<string, unknown> = { selector: selector(random, 2) };
  if (random.chance(0.8)) query.sort = sort(random);
  if (random.chance(0.5)) query.limit = random.below(12);
  if (random.chance(0.3)) query.skip = random.below(6);
  return query as MangoQuery<Thing>;
}

function sort(random: Random) {
  const fields = random.shuffle(['name', 'branch', 'amount', 'open', 'id', 'customerId', 'due', '_meta.lwt']);
  return fields
    .slice(0, 1 + random.below(3))
    .map((field) => ({ [field]: random.chance(0.5) ? 'asc' : 'desc' }));
}

function selector(random: Random, depth: number): Record<string, unknown> {
  const parts: Record<string, unknown> = {};
  for (let count = random.below(3); count >= 0; count -= 1) Object.assign(parts, clause(random));
  if (depth > 0 && random.chance(0.25)) {
    const inner = Array.from({ length: 1 + random.below(2) }, () => selector(random, depth - 1));
    parts[random.pick(['$and', '$or', '$nor'])] = inner;
  }
  return parts;
}

function clause(random: Random): Record<string, unknown> {
  switch (random.below(13)) {
    case 0:
      return { branch: `b${random.below(5)}` };
    case 1:
      return { amount: range(random, () => random.below(1000) / 4) };
    case 2:
      return { name: range(random, () => `name ${random.below(1009)}`) };
    case 3:
      return { open: { [random.pick(['$eq', '$ne'])]: random.chance(0.5) } };
    case 4:
      return { branch: { [random.pick(['$in', '$nin'])]: ['b1', `b${random.below(6)}`] } };
    case 5:
      return {
        id: { $in: Array.from({ length: 4 }, () => `thing-${String(random.below(80)).padStart(6, '0')}`) },
      };
    case 6:
      return { due: random.pick([{ $exists: true }, { $exists: false }, { $eq: null }, { $gt: '2026-06' }]) };
    case 7:
      return {
        name: random.pick([{ $regex: '^name [0-4]' }, { $not: { $regex: '7$' } }, { $type: 'string' }]),
      };
    case 8:
      return {
        tags: random.pick([
          { $size: random.below(3) },
          { $in: ['vip', 'new'] },
          { $elemMatch: { $eq: 'vip' } },
        ]),
      };
    case 9:
      return { 'nested.parts': { $elemMatch: { size: { $gte: random.below(5) }, kind: 'box' } } };
    case 10:
      return { 'nested.level': { $mod: [3, random.below(3)] } };
    case 11:
      return { customerId: { $eq: `customer-${random.below(11)}` } };
    default:
      return { amount: { $mod: [2, 0] }, branch: { $gte: 'b1' } };
  }
}

function range(random: Random, value: () => string | number) {
  const bounds: Record<string, unknown> = {};
  if (random.chance(0.6)) bounds[random.pick(['$gt', '$gte'])] = value();
  if (random.chance(0.6)) bounds[random.pick(['$lt', '$lte'])] = value();
  return Object.keys(bounds).length === 0 ? { $ne: value() } : bounds;
}
