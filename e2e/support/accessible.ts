import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

const options = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  // Of the rest it would gather every element, too.
  resultTypes: ['violations'],
} satisfies axe.RunOptions;

/** Nobody is kept from using what is on the page: WCAG 2.2, levels A and AA. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // Half a megabyte: once for each page that is loaded.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const look = async () => {
    await page.evaluate(settled);
    return await page.evaluate(violations, options);
  };
  const found = await look();
  // A message may have faded in while it was looked at; what is wrong with the page is so the second time, too.
  expect(found.length === 0 ? found : await look(), what).toEqual([]);
}

/**
 * What is still loading is not the page yet, and what fades in has no contrast: waits until nothing has changed for a
 * moment. A page that never rests, as one that waits for somebody, is looked at as it is. Runs in the page.
 */
async function settled(): Promise<void> {
  const end = performance.now() + 5_000;
  let changedAt = performance.now();
  const observer = new MutationObserver(() => {
    changedAt = performance.now();
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true });
  const loads = () =>
    document.querySelector('.mantine-Skeleton-root, .mantine-Loader-root, [aria-busy=true]') !== null;
  while (performance.now() < end && (loads() || performance.now() < changedAt + 100))
    await new Promise((resolve) => setTimeout(resolve, 20));
  observer.disconnect();
  const ends = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
    .map(({ finished }) => finished.catch(() => undefined));
  await Promise.all(ends);
}

/** Runs in the page, which has no frames. */
async function violations(runOptions: axe.RunOptions): Promise<string[]> {
  const { axe } = window as unknown as { axe: typeof import('axe-core') };
  const results = await axe.run(document, runOptions);
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => String(node.target)).join(' ')}`,
  );
}
