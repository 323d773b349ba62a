import { beforeEach, describe, expect, it } from 'vitest';
import { createAnnouncer, type Timetable } from './announcer.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const eight = new Date('2026-11-23T08:00').getTime();

let now = eight;
let inFront = false;
let told: number[] = [];
let badge = 0;
let shown: string[] = [];

function announcerAt() {
  const announcer = createAnnouncer({
    now: () => now,
    today: () => '2026-11-23',
    isInFront: () => inFront,
    tell: (count) => told.push(count),
    setBadge: (count) => {
      badge = count;
    },
  });
  announcer.onAnnounced((keys) => shown.push(...keys));
  return announcer;
}

const table = (change: Partial<Timetable> = {}): Timetable => ({
  announcements: [
    { key: 'maturity a', at: eight + HOUR / 2, dueOn: '2026-12-23' },
    { key: 'instalment b', at: eight + HOUR / 2, dueOn: '2026-11-23' },
    { key: 'schedule c', at: eight + 2 * HOUR, dueOn: '2026-11-23' },
  ],
  allowed: true,
  announced: [],
  ...change,
});

beforeEach(() => {
  now = eight;
  inFront = false;
  told = [];
  badge = 0;
  shown = [];
});

describe('the desktop says what falls due', () => {
  it('once for each reminder, together what comes up together, and only how many', () => {
    const announcer = announcerAt();
    announcer.know(table());
    expect(told).toEqual([]);
    now = eight + HOUR;
    announcer.tick();
    announcer.tick();
    announcer.know(table());
    expect(told).toEqual([2]);
    now = eight + 3 * HOUR;
    announcer.tick();
    expect(told).toEqual([2, 1]);
  });

  it('on a locked screen too, from what was known before', () => {
    const announcer = announcerAt();
    inFront = true;
    announcer.know(table());
    announcer.lock();
    now = eight + HOUR;
    announcer.tick();
    expect(told).toEqual([2]);
    expect(shown).toEqual([]);
  });

  it('not while somebody looks at the client: there the screen tells it', () => {
    const announcer = announcerAt();
    inFront = true;
    announcer.know(table());
    now = eight + HOUR;
    announcer.tick();
    expect(told).toEqual([]);
    expect(shown).toEqual(['maturity a', 'instalment b']);
  });

  it('not again after a restart, nor what came up days ago on another device', () => {
    const first = announcerAt();
    first.know(table());
    now = eight + HOUR;
    first.tick();
    const second = announcerAt();
    second.know(table({ announced: first.announced() }));
    expect(told).toEqual([2]);
    const other = announcerAt();
    now = eight + 100 * HOUR;
    other.know(table());
    expect(told).toEqual([2]);
  });

  it('not where the bank or the person does not want it; the count on the icon stays', () => {
    const announcer = announcerAt();
    now = eight + HOUR;
    announcer.know(table({ allowed: false }));
    expect(told).toEqual([]);
    expect(badge).toBe(1);
  });

  it('nothing after the sign-out, and the icon counts nothing', () => {
    const announcer = announcerAt();
    announcer.know(table());
    announcer.forget();
    now = eight + 3 * HOUR;
    announcer.tick();
    expect(told).toEqual([]);
    expect(badge).toBe(0);
  });
});
