/** Every word of the filter must occur somewhere, in either language. */
export function matchesFilter(filter: string, texts: readonly (string | undefined)[]): boolean {
  const haystack = texts.join(' ').toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}
