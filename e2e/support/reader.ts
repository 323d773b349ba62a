import type { CDPSession } from '@playwright/test';

/** Milliseconds between the keys of a slow reader. */
const GAP = 8;

/**
 * Types as a reader in the keyboard's place does: the keys carry their times, so that a busy machine does not make a
 * person of it, and none waits for what the one before has done.
 */
export async function scan(cdp: CDPSession, text: string): Promise<void> {
  const start = Date.now() / 1000;
  const keys = [...text].map((sign) => ({
    key: sign,
    text: sign,
    windowsVirtualKeyCode: sign.toUpperCase().charCodeAt(0),
  }));
  const sent = [...keys, { key: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }].flatMap((key, index) => {
    const timestamp = start + (index * GAP) / 1000;
    return [
      cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, timestamp }),
      cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key: key.key, timestamp }),
    ];
  });
  await Promise.all(sent);
}
