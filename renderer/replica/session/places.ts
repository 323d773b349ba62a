import type { BranchRef, SignInResponse } from '#shared/protocol/auth.ts';
import { ReplicaError } from '../api/error.ts';
import type { Place, VaultContent } from './vault.ts';

/**
 * The other branches at which a user may work on this device: where they have been before and the replica is still the
 * one that the server has for them there.
 */
export function placesAfter(
  { user, branches }: Pick<SignInResponse, 'user' | 'branches'>,
  before: VaultContent | undefined,
): Place[] | undefined {
  const been = before === undefined ? [] : [before, ...(before.places ?? [])];
  return branches
    ?.filter(({ id, scope }) => {
      const isHere = been.some((place) => place.user.branchId === id && place.scope.id === scope.id);
      return isHere && id !== user.branchId;
    })
    .map(({ id, name, nameEn, scope }) => ({
      user: { ...user, branchId: id, branchName: name, branchNameEn: nameEn },
      scope,
    }));
}

/** A vault's content at one of the places it knows; `branch_choice` where it is not said which. */
export function contentAt(content: VaultContent, branchId: string | undefined): VaultContent {
  const { user, scope, places = [] } = content;
  if (branchId === user.branchId || (branchId === undefined && places.length === 0)) return content;
  const chosen = places.find((place) => place.user.branchId === branchId);
  if (chosen === undefined)
    throw new ReplicaError(
      'branch_choice',
      undefined,
      [user, ...places.map((place) => place.user)].map(branchOf),
    );
  return { ...content, ...chosen, places: [{ user, scope }, ...places.filter((place) => place !== chosen)] };
}

function branchOf({ branchId, branchName, branchNameEn }: Place['user']): BranchRef {
  return { id: branchId, name: branchName, nameEn: branchNameEn };
}
