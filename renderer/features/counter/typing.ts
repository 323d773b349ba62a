/** What of a key press tells whether it is an input method's. */
export interface ComposingPress {
  isComposing: boolean;
  keyCode: number;
  timeStamp: number;
}

/** A key this soon after a composition's end is the one that ended it, in milliseconds. */
const SAME_PRESS = 10;

/**
 * Whether a key belongs to an input method, and so is neither a submit nor an Esc. Chromium says `isComposing`; key code
 * 229 stands where the end of the composition came before the key (Safari); where not even that is said, the key
 * follows the end at once.
 */
export function belongsToInputMethod(press: ComposingPress, composedAt: number): boolean {
  return press.isComposing || press.keyCode === 229 || press.timeStamp - composedAt < SAME_PRESS;
}

/** Whether a key writes a sign by itself: what somebody types without looking where the focus is. */
export function writesSign({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return [...key].length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
}

/** Shows what was read without showing it: the last four signs are enough to know it by. */
export function tailOf(value: string): string {
  return value.length <= 6 ? value : `···· ${value.slice(-4)}`;
}
