import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { useSyncExternalStore } from 'react';

export const themes = ['light', 'dark', 'auto'] as const satisfies readonly MantineColorScheme[];
export type Theme = (typeof themes)[number];

/** `more`: stronger lines and text in either theme. What the system asks for (forced colours) goes beyond both. */
export const contrasts = ['standard', 'more'] as const;
export type Contrast = (typeof contrasts)[number];

/** Read before the first paint as well: see public/first-paint.js. */
const CONTRAST_KEY = 'branchline.contrast';
const listeners = new Set<() => void>();

function currentContrast(): Contrast {
  return document.documentElement.dataset.contrast === 'more' ? 'more' : 'standard';
}

function changeContrast(contrast: Contrast): void {
  document.documentElement.dataset.contrast = contrast;
  try {
    localStorage.setItem(CONTRAST_KEY, contrast);
  } catch {
    // Storage may be denied or full: the change then holds until the window closes.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How the screens look on this device. */
export function useAppearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const contrast = useSyncExternalStore(subscribe, currentContrast);
  return {
    themes,
    theme: colorScheme,
    setTheme: (theme: Theme) => setColorScheme(theme),
    contrast,
    setContrast: changeContrast,
  };
}
