import { definitionOf } from '#shared/model/collections.ts';
import type { Mutation } from '#shared/model/mutation.ts';
import type { FileState } from './file-state.ts';

/** Fields that say who did it: nobody signs for somebody else. */
const SIGNED = ['authorId', 'createdById', 'completedById', 'resolvedById'];
/** Fields that give work to somebody. */
const GIVEN = ['assigneeId', 'ownerId'];

/** Fields in which an edit names another person as the one who wrote it, or whose it is. */
export function foreignFields(state: FileState, { collection, next }: Mutation): string[] {
  const own = definitionOf(collection).belongsTo === 'user' ? [...SIGNED, 'ownerId'] : SIGNED;
  return own.filter((field) => typeof next[field] === 'string' && next[field] !== state.writer.userId);
}

/** Fields in which an edit names somebody who does not exist. */
export function missingPeople(state: FileState, { next }: Mutation): string[] {
  return GIVEN.filter((field) => {
    const id = next[field];
    return typeof id === 'string' && !state.people.has(id);
  });
}
