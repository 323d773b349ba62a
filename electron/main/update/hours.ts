import type { UpdateHours } from '#shared/releases/update-state.ts';

/** Whether a moment lies in the update hours, by the machine's own clock; they may go past midnight. */
export function isWithin({ from, to }: UpdateHours, now: Date): boolean {
  const minute = now.getHours() * 60 + now.getMinutes();
  const [start, end] = [minutesOf(from), minutesOf(to)];
  if (start <= end) return minute >= start && minute < end;
  return minute >= start || minute < end;
}

function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
