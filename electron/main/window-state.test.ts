import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Area, parseWindowState, placeWindow, type WindowState } from './window-state.ts';

const screen: Area = { x: 0, y: 0, width: 1920, height: 1040 };
const right: Area = { x: 1920, y: 0, width: 1280, height: 984 };
const saved: WindowState = { x: 100, y: 50, width: 1200, height: 700, maximised: false };

describe('the window', () => {
  it('opens where it was', () => {
    expect(placeWindow(saved, [screen])).toEqual(saved);
  });

  it('opens maximised when it was', () => {
    expect(placeWindow({ ...saved, maximised: true }, [screen]).maximised).toBe(true);
  });

  it('comes back on the second screen, and is placed anew when that one is gone', () => {
    const there = { ...saved, x: 2000 };
    expect(placeWindow(there, [screen, right])).toMatchObject({ x: 2000, y: 50 });
    expect(placeWindow(there, [screen])).toEqual({ width: 1280, height: 800, maximised: false });
  });

  it('is placed anew when its title bar would be out of reach', () => {
    expect(placeWindow({ ...saved, y: -300 }, [screen])).not.toHaveProperty('x');
    expect(placeWindow({ ...saved, y: 1030 }, [screen])).not.toHaveProperty('x');
  });

  it('shrinks to a smaller screen and is never too small to use', () => {
    expect(placeWindow({ ...saved, width: 5000, height: 5000 }, [screen])).toMatchObject({
      width: 1920,
      height: 1040,
    });
    expect(placeWindow({ ...saved, width: 100, height: 90 }, [screen])).toMatchObject({
      width: 960,
      height: 600,
    });
  });

  it('opens at a usual size on the first start, also without any screen', () => {
    expect(placeWindow(null, [screen])).toEqual({ width: 1280, height: 800, maximised: false });
    expect(placeWindow(null, [])).toEqual({ width: 1280, height: 800, maximised: false });
  });

  it('never opens larger than the screen it is on', () => {
    const n = (min: number, max: number) => fc.integer({ min, max });
    const state = fc.record({
      x: n(-4000, 4000),
      y: n(-4000, 4000),
      width: n(1, 9000),
      height: n(1, 9000),
      maximised: fc.boolean(),
    });
    fc.assert(
      fc.property(state, (window) => {
        const placed = placeWindow(window, [screen, right]);
        expect(placed.width).toBeLessThanOrEqual(1920);
        expect(placed.height).toBeLessThanOrEqual(1040);
      }),
    );
  });
});

describe('a window state file', () => {
  it('is read as it was written', () => {
    expect(parseWindowState(JSON.stringify(saved))).toEqual(saved);
  });

  it.each([null, '', '{', 'null', '[]', '{"x":1}', JSON.stringify({ ...saved, width: 0 }), '{"x":"1"}'])(
    'that is damaged is ignored: %s',
    (text) => {
      expect(parseWindowState(text)).toBeNull();
    },
  );
});
