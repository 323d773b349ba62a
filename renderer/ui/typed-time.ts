/**
 * An hour of the day as people type it: `9`, `930`, `0930`, `9:30` or `9：30`.
 * Returns `HH:MM`, or `null` where it is none.
 */
export function parseTypedTime(text: string): string | null {
  const found = /^(\d{1,2})(?:[:：.]?(\d{2}))?$/.exec(text.trim());
  if (found === null) return null;
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? 0)];
  if (hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
