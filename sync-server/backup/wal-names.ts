/** Names of WAL segments: eight hexadecimal digits each of timeline, upper part and lower part. */
const SEGMENT = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/;
const UPPER_PART = 0x1_0000_0000;

export function isSegment(name: string): boolean {
  return SEGMENT.test(name);
}

/** Every segment from the first to the last, both included; both of one timeline. */
export function segmentsBetween(first: string, last: string, segmentBytes: number): string[] {
  const perUpper = UPPER_PART / segmentBytes;
  const [from, to] = [numberOf(first, perUpper), numberOf(last, perUpper)];
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(8, '0');
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => {
    const number = from + index;
    return first.slice(0, 8) + hex(Math.floor(number / perUpper)) + hex(number % perUpper);
  });
}

/**
 * Whether a file of the archive holds nothing that `oldest` or a later segment needs. Timelines do not count: a segment
 * of an older one is older by its number. History files are small and always kept.
 */
export function isBefore(file: string, oldest: string): boolean {
  const name = file.slice(0, 24);
  return isSegment(name) && name.slice(8) < oldest.slice(8);
}

function numberOf(name: string, perUpper: number): number {
  const parts = SEGMENT.exec(name);
  if (parts === null) throw new RangeError('not the name of a WAL segment');
  return Number.parseInt(parts[2] ?? '', 16) * perUpper + Number.parseInt(parts[3] ?? '', 16);
}
