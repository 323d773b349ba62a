import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOf, minutesOf, step, timeOf, weekStart } from './calendar-dates.ts';
import { type Block, layOut } from './layout.ts';

describe('the days of a view', () => {
  it('a week begins on Monday, on a Sunday too', () => {
    expect(weekStart('2026-11-22')).toBe('2026-11-16');
    expect(weekStart('2026-11-23')).toBe('2026-11-23');
  });

  it('a month shows whole weeks, as many as it needs', () => {
    const [november, february, may] = ['2026-11-22', '2027-02-10', '2026-05-31'].map((day) =>
      daysOf('month', day),
    );
    expect([november?.[0], november?.at(-1), november?.length]).toEqual(['2026-10-26', '2026-12-06', 42]);
    expect(february?.length).toBe(28);
    expect(may?.length).toBe(35);
  });

  it('the view before and after keep the day where they can', () => {
    expect(step('month', '2026-01-31', 1)).toBe('2026-02-28');
    expect(step('week', '2026-01-31', -1)).toBe('2026-01-24');
    expect(step('day', '2026-02-28', 1)).toBe('2026-03-01');
  });

  it('hours and minutes come back as they went, and stay within the day', () => {
    expect(timeOf(minutesOf('09:45'))).toBe('09:45');
    expect([timeOf(-30), timeOf(24 * 60)]).toEqual(['00:00', '23:45']);
  });
});

describe('blocks of one day', () => {
  const at = (start: string, minutes: number) => ({ start: minutesOf(start), minutes });
  const columnsOf = (blocks: Block[]) =>
    layOut(blocks).map(({ column, columns }) => `${column + 1}/${columns}`);

  it('have the whole width unless they overlap', () => {
    expect(columnsOf([at('09:00', 60), at('10:00', 30)])).toEqual(['1/1', '1/1']);
    expect(columnsOf([at('09:00', 60), at('09:30', 30)])).toEqual(['1/2', '2/2']);
  });

  it('take a column that has become free', () => {
    expect(columnsOf([at('09:00', 120), at('09:00', 30), at('09:30', 30)])).toEqual(['1/2', '2/2', '2/2']);
  });

  it('never cover each other', () => {
    const block = fc.record({
      start: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
      minutes: fc.integer({ min: 5, max: 300 }),
    });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 25 }), (blocks) => {
        const placed = layOut(blocks);
        return placed.every((a, index) =>
          placed.every((b, other) => {
            if (index >= other || a.column !== b.column) return a.column < a.columns;
            const [first, second] = a.block.start <= b.block.start ? [a, b] : [b, a];
            return first.block.start + first.block.minutes <= second.block.start;
          }),
        );
      }),
    );
  });
});
