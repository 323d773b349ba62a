import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

const options = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  // Of the rest it would gather every element, too.
  resultTypes: ['violations'],
} satisfies axe.RunOptions;

/** Nobody is kept from using what is on the page: WCAG 2.2, levels A and AA. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await page.evaluate(settled);
  // Half a megabyte: once for each page that is loaded.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(violations, options);
  expect(found, what).toEqual([]);
}

/** What fades in has no contrast yet. Runs in the page. */
async function settled(): Promise<void> {
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
