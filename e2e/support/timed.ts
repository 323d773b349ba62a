import type { Page } from '@playwright/test';

/** What the page must show for a step to be over. */
export interface Shown {
  /** Something with this text. */
  some?: { selector: string; text: string };
  /** Nothing of this. */
  none?: string;
  /** This has the focus. */
  focused?: string;
}

/**
 * Milliseconds in the page from a key's event to the frame in which its result is painted. Measured there: what the
 * test's own messages take is no time of the program.
 */
export async function timed(page: Page, key: string, shown: Shown): Promise<number> {
  await page.evaluate(
    ({ last, wanted }) => {
      const isShown = () => {
        const { some, none, focused } = wanted;
        const texts = some === undefined ? [] : [...document.querySelectorAll<HTMLElement>(some.selector)];
        if (some !== undefined && !texts.some((element) => textOf(element).includes(some.text))) return false;
        if (none !== undefined && document.querySelector(none) !== null) return false;
        return focused === undefined || document.activeElement?.matches(focused) === true;
      };
      const textOf = (element: HTMLElement) =>
        element instanceof HTMLTextAreaElement ? element.value : (element.textContent ?? '');
      const measured = new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`${last}: ${JSON.stringify(wanted)} was not shown`)), 20_000);
        const onKey = (event: KeyboardEvent) => {
          if (event.key !== last) return;
          window.removeEventListener('keydown', onKey, { capture: true });
          const check = () => {
            if (!isShown()) requestAnimationFrame(check);
            // The frame after this one is painted when its callback runs.
            else requestAnimationFrame(() => resolve(performance.now() - event.timeStamp));
          };
          requestAnimationFrame(check);
        };
        // Before the program's own listeners: it may keep a reader's Enter to itself.
        window.addEventListener('keydown', onKey, { capture: true });
      });
      Object.assign(globalThis, { measured });
    },
    { last: key.split('+').at(-1) ?? key, wanted: shown },
  );
  await page.keyboard.press(key);
  return page.evaluate(() => (globalThis as unknown as { measured: Promise<number> }).measured);
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
