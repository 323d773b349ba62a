const MAX_DEPTH = 24;
const MAX_NODES = 20_000;

/**
 * Whether a value out of `JSON.parse` can be stored in jsonb and handled without recursion running away: no NUL
 * characters (PostgreSQL refuses them), no lone surrogates (not Unicode text), no infinite numbers, not too deep
 * and not too many parts. Walks without recursion.
 */
export function isStorable(value: unknown): boolean {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let seen = 0; open.length > 0; seen++) {
    const item = open.pop();
    if (item === undefined) break;
    if (seen > MAX_NODES || item.depth > MAX_DEPTH) return false;
    if (typeof item.value === 'string') {
      if (!isStorableText(item.value)) return false;
    } else if (typeof item.value === 'number') {
      if (!Number.isFinite(item.value)) return false;
    } else if (typeof item.value === 'object' && item.value !== null) {
      for (const [key, part] of Object.entries(item.value)) {
        if (!isStorableText(key)) return false;
        open.push({ value: part, depth: item.depth + 1 });
      }
    }
  }
  return true;
}

export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}
