import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { abortAfter, watchSilence } from './silence.ts';

/** The machine stops for so long, without a turn for anybody: what is due is due all at once when it goes on. */
function sleepMachine(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('silence', () => {
  it('is not the time for which the machine slept: what came meanwhile is heard first', async () => {
    const ends: string[] = [];
    const silence = watchSilence(60, () => ends.push('silent'));
    setTimeout(() => ends.push('a clock would say so'), 60);
    sleepMachine(200);
    await nextTurn();
    await nextTurn();
    expect(ends).toEqual(['a clock would say so']);
    silence.stop();
  });

  describe('of a machine that is awake', () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    it('is over when its time is, once', () => {
      const onSilent = vi.fn();
      watchSilence(15_000, onSilent);
      vi.advanceTimersByTime(14_999);
      expect(onSilent).not.toHaveBeenCalled();
      vi.advanceTimersByTime(60_000);
      expect(onSilent).toHaveBeenCalledOnce();
    });

    it('begins anew with every sign, and asks in each beat until then', () => {
      const [onSilent, onBeat] = [vi.fn(), vi.fn()];
      const silence = watchSilence(30_000, onSilent, { every: 5_000, onBeat });
      vi.advanceTimersByTime(25_000);
      silence.sign();
      vi.advanceTimersByTime(25_000);
      expect(onSilent).not.toHaveBeenCalled();
      expect(onBeat).toHaveBeenCalledTimes(10);
      vi.advanceTimersByTime(5_000);
      expect(onSilent).toHaveBeenCalledOnce();
    });

    it('of nobody is never over, whatever the clock is set to', () => {
      const onSilent = vi.fn();
      const silence = watchSilence(1_500, onSilent);
      vi.setSystemTime(Date.now() + 86_400_000);
      vi.advanceTimersByTime(1_400);
      silence.stop();
      vi.advanceTimersByTime(86_400_000);
      expect(onSilent).not.toHaveBeenCalled();
    });

    it('aborts what waited, as a time-out does', () => {
      const { signal } = abortAfter(1_500);
      vi.advanceTimersByTime(1_500);
      expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
    });
  });
});
