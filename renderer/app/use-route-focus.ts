import { type RefObject, useEffect } from 'react';

/** How long a screen may take to load its code before its heading is waited for no more. */
const WAIT_MS = 10_000;

/**
 * A new screen is read from its start, and Tab goes on inside it: the focus goes to its heading, which screen readers
 * then say. A screen that put the focus into a field of its own keeps it there.
 */
export function useRouteFocus(
  content: RefObject<HTMLElement | null>,
  search: RefObject<HTMLElement | null>,
  pathname: string,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address is another screen.
  useEffect(() => {
    const main = content.current;
    if (main === null) return;
    main.scrollTo(0, 0);
    // Whoever began to search while the screen was still coming goes on searching.
    if (document.activeElement === search.current && search.current !== null) return;
    if (main.contains(document.activeElement) && document.activeElement !== main) return;
    main.focus({ preventScroll: true });
    // The heading comes with the screen's code, and with a customer's file.
    const focusHeading = () => {
      const heading = main.querySelector('h1');
      if (document.activeElement !== main) return true;
      if (heading === null) return false;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      return true;
    };
    if (focusHeading()) return;
    const observer = new MutationObserver(() => {
      if (focusHeading()) observer.disconnect();
    });
    observer.observe(main, { childList: true, subtree: true });
    const timer = setTimeout(() => observer.disconnect(), WAIT_MS);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [pathname]);
}
