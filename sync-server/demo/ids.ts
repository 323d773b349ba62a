import { stableId } from '#shared/domain/ids.ts';

/** A demo document's id: the same for the same seed, so that an interrupted seed can simply be run again. */
export function demoId(seed: number, kind: string, name: string | number): string {
  return stableId(`demo:${seed}:${kind}:${name}`);
}
