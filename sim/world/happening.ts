/** What can befall a run. Counted, for a simulator in which nothing happens finds nothing. */
export const happenings = [
  'request lost',
  'answer lost',
  'answer broken off',
  'request doubled',
  'request repeated late',
  'answer overtaken',
  'pull older than what is there',
  'push answer older than what is there',
  'pull with a file evicted since',
  'line cut',
  'program killed',
  'program died while writing',
  'node died',
  'stamper died',
  'clock jumped',
  'replica put back',
  'machine put back',
  'replica lost',
  'keys lost',
  'device wiped',
  'database put back',
  'answered edit lost with it',
  'feed pruned',
  'history not known any more',
  'replica compared',
  'push held back until lost edits are back',
  'customer reassigned',
  'branch of customer changed',
  'cover granted',
  'covers turned',
  'role changed',
  'user moved',
  'user disabled',
  'child moved',
  'child deleted',
  'file new',
  'import over an edit',
  'writer that commits late',
  'user switched',
  'signed out',
  'screen locked',
  'file evicted',
  'document dropped',
  'edit accepted',
  'edit merged',
  'edit in conflict',
  'edit parked',
  'edit rejected',
] as const;
export type Happening = (typeof happenings)[number];

export type Tally = Record<Happening, number>;

export function emptyTally(): Tally {
  return Object.fromEntries(happenings.map((name) => [name, 0])) as Tally;
}

export function addTo(sum: Tally, other: Tally): void {
  for (const name of happenings) sum[name] += other[name];
}
