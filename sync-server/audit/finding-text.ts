import type { Finding } from './verify.ts';

/** What was found, as a sentence for whoever runs the check. Names positions and lines, never what a line says. */
export function findingText({ fault, pos, to, lineId, heads }: Finding): string {
  const where = to === undefined || to === pos ? `position ${pos}` : `positions ${pos} to ${to}`;
  const line = lineId === undefined ? '' : ` (line ${lineId})`;
  const by = heads === undefined ? '' : ` [heads: ${heads}]`;
  switch (fault) {
    case 'changed':
      return `CHANGED      ${where}${line}: the line or its seal is not what it was.`;
    case 'removed':
      return `REMOVED      ${where}${line}: the line is gone.`;
    case 'gap':
      return `REMOVED      ${where}: lines and seals are gone.`;
    case 'inserted':
      return `INSERTED     after position ${pos}${line}: a line that was put in behind the chain's back.`;
    case 'misplaced':
      return `MISPLACED    ${where}${line}: a seal that is not one of the chain's, before its first or beside another.`;
    case 'cut_off':
      return `CUT OFF      ${where}: they were signed, and are gone${by}.`;
    case 'rewritten':
      return `REWRITTEN    at or before position ${pos}: the chain is not the one that was signed${by}.`;
    case 'forged':
      return `FORGED HEAD  for position ${pos}: not signed by this key${by}.`;
    case 'other_key':
      return `OTHER KEY    for position ${pos}: this head names another public key${by}.`;
    case 'out_of_order':
      return `FORGED HEAD  for position ${pos}: it does not follow on the one before it${by}.`;
    case 'head_missing':
      return `HEAD MISSING before the one for position ${pos}${by}.`;
  }
}
