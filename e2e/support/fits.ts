import { expect, type Page } from '@playwright/test';

/** CSS pixels of 1366×768, the commonest screen of a branch, when the system enlarges everything. */
export const scaled = {
  '125 %': { width: 1093, height: 614 },
  '150 %': { width: 911, height: 512 },
} as const;

/**
 * Nothing of the page is cut off at the side: it does not scroll sideways, and no control stands outside of it, but in
 * a list or table that scrolls by itself.
 */
export async function expectFits(page: Page, what: string): Promise<void> {
  const outside = await page.evaluate(() => {
    const found: string[] = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) found.push('the page scrolls sideways');
    const main = document.querySelector('main');
    if (main !== null && main.scrollWidth > main.clientWidth + 1)
      found.push(`the screen scrolls sideways: ${main.scrollWidth} in ${main.clientWidth}`);
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element.tagName !== 'MAIN' &&
      (['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    for (const control of document.querySelectorAll('button, a, input, select, textarea, h1, h2')) {
      const { left, right, width: own } = control.getBoundingClientRect();
      if (own <= 1 || scrolls(control.parentElement)) continue;
      if (!control.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (right > width + 1 || left < -1) {
        const name = control.getAttribute('aria-label') ?? control.textContent;
        found.push(
          `${control.tagName} ${(name ?? '').slice(0, 40)} at ${Math.round(left)}–${Math.round(right)}`,
        );
      }
    }
    return found;
  });
  expect(outside, what).toEqual([]);
}
