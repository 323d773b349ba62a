import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { lockContents, lockSession } from './lockdown.ts';
import { APP_ORIGIN } from './origin.ts';

/** What of a page's contents is touched. */
class Contents extends EventEmitter {
  open: (details: { url: string }) => unknown = () => undefined;
  setWindowOpenHandler(handler: Contents['open']): void {
    this.open = handler;
  }
}

function lockedPage(opened: string[] = []) {
  const contents = new Contents();
  lockContents(
    contents as unknown as WebContents,
    () => ['intranet.bank.example'],
    (address) => opened.push(address),
  );
  return contents;
}

function isStopped(contents: Contents, event: string, url: string): boolean {
  let stopped = false;
  contents.emit(event, {
    url,
    preventDefault: () => {
      stopped = true;
    },
  });
  return stopped;
}

describe('a page', () => {
  it('goes nowhere else: not by a link, in a frame, or by a redirect', () => {
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      expect(isStopped(lockedPage(), event, 'https://intranet.bank.example/'), event).toBe(true);
      expect(isStopped(lockedPage(), event, `${APP_ORIGIN}/customers`), event).toBe(false);
    }
  });

  it('has no webview and opens no window; a link to a named host goes to the system’s browser', () => {
    expect(isStopped(lockedPage(), 'will-attach-webview', APP_ORIGIN)).toBe(true);
    const opened: string[] = [];
    const page = lockedPage(opened);
    for (const url of ['https://intranet.bank.example/a', 'https://elsewhere.example/', `${APP_ORIGIN}/`])
      expect(page.open({ url })).toEqual({ action: 'deny' });
    expect(opened).toEqual(['https://intranet.bank.example/a']);
  });
});

it('a session grants what is named to the client alone, no device to anybody, and fetches no dictionary', () => {
  const answers: Record<string, unknown> = {};
  const session = {
    setPermissionRequestHandler: (handler: unknown) => Object.assign(answers, { request: handler }),
    setPermissionCheckHandler: (handler: unknown) => Object.assign(answers, { check: handler }),
    setDevicePermissionHandler: (handler: () => boolean) => Object.assign(answers, { device: handler() }),
    setSpellCheckerEnabled: (on: boolean) => Object.assign(answers, { spelling: on }),
    setSpellCheckerLanguages: (languages: string[]) => Object.assign(answers, { languages }),
  };
  lockSession(session as unknown as Session);
  expect(answers).toMatchObject({ device: false, spelling: false, languages: [] });
  const asked = (permission: string, requestingUrl: string) => {
    let granted: boolean | undefined;
    const request = answers.request as (
      contents: null,
      permission: string,
      callback: (given: boolean) => void,
      details: object,
    ) => void;
    request(
      null,
      permission,
      (given) => {
        granted = given;
      },
      { requestingUrl },
    );
    const check = answers.check as (contents: null, permission: string, origin: string) => boolean;
    return [granted, check(null, permission, requestingUrl)];
  };
  expect(asked('persistent-storage', `${APP_ORIGIN}/`)).toEqual([true, true]);
  expect(asked('persistent-storage', 'https://elsewhere.example/')).toEqual([false, false]);
  for (const permission of [
    'media',
    'geolocation',
    'clipboard-read',
    'display-capture',
    'hid',
    'openExternal',
  ])
    expect(asked(permission, `${APP_ORIGIN}/`), permission).toEqual([false, false]);
});
