/** The business date `days` before a moment, in UTC, by which transactions come and go. */
export function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
}
