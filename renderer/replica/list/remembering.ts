/**
 * The last few answers of a function of plain objects, as long as `version` stays what it was when they were given.
 */
export function remembering<I, O>(
  most: number,
  version: () => number,
  answer: (input: I) => O,
): (input: I) => O {
  const known = new Map<string, { version: number; output: O }>();
  return (input) => {
    const key = JSON.stringify(input);
    const found = known.get(key);
    known.delete(key);
    const now = version();
    const kept = found?.version === now ? found : { version: now, output: answer(input) };
    known.set(key, kept);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return kept.output;
  };
}
