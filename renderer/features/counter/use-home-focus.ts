import { type RefObject, useEffect } from 'react';
import { isTyping } from '#renderer/ui/shortcut.ts';
import { writesSign } from './typing.ts';

/**
 * Keeps the focus where a teller types: the element marked `data-home`, the last of them on the page. Whatever loses it
 * (a dialog that closes, a button that goes, a click beside) gives it back; who walks with Tab keeps what they walked
 * to, and typing there goes home all the same.
 */
export function useHomeFocus(page: RefObject<HTMLElement | null>): () => void {
  useEffect(() => {
    const goHome = () => homeOf(page.current)?.focus({ preventScroll: true });
    const comeBack = () => {
      // After the browser has settled where the focus goes.
      requestAnimationFrame(() => {
        // Who marks a text to copy it keeps the mark.
        const marking = document.getSelection()?.isCollapsed === false;
        if (isNowhere(page.current) && !marking && !dialogIsOpen()) goHome();
      });
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !writesSign(event) || isTyping(event.target) || dialogIsOpen()) return;
      // The sign goes into what has the focus when the key press ends.
      goHome();
    };
    if (!typesElsewhere(page.current)) goHome();
    window.addEventListener('focus', comeBack);
    document.addEventListener('focusout', comeBack);
    document.addEventListener('pointerup', comeBack);
    document.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('focus', comeBack);
      document.removeEventListener('focusout', comeBack);
      document.removeEventListener('pointerup', comeBack);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [page]);

  return () => {
    requestAnimationFrame(() => {
      if (!typesElsewhere(page.current)) homeOf(page.current)?.focus({ preventScroll: true });
    });
  };
}

function homeOf(page: HTMLElement | null): HTMLElement | undefined {
  return [...(page?.querySelectorAll<HTMLElement>('[data-home]') ?? [])].at(-1);
}

/** In a field that is not this screen's: who searches already when the screen arrives goes on searching. */
function typesElsewhere(page: HTMLElement | null): boolean {
  return isTyping(document.activeElement) && page?.contains(document.activeElement) !== true;
}

/** On the page as a whole, or on something that is there only to be read out. */
function isNowhere(page: HTMLElement | null): boolean {
  const { activeElement } = document;
  if (page === null || activeElement === null || activeElement === document.body) return true;
  return activeElement.contains(page) || activeElement.tagName === 'H1';
}

function dialogIsOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}
