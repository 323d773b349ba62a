import type { BrowserContext, Frame, Page } from 'playwright-core';

export type { BrowserContext, Frame, Page };

/** Who called a binding. */
export interface BindingCall {
  page: Page;
  frame: Frame;
}
