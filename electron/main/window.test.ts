import { describe, expect, it } from 'vitest';
import { afterCrash } from './crash.ts';
import { APP_ORIGIN, appSchemePrivileges, isAppUrl } from './origin.ts';
import { windowOptions } from './window.ts';

const { webPreferences } = windowOptions({ width: 1, height: 1, maximised: false }, '/preload.cjs', false);

describe('the window', () => {
  it('isolates the page: sandboxed, no Node anywhere, nothing insecure allowed', () => {
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
    });
    expect(webPreferences).not.toHaveProperty('enableBlinkFeatures');
  });

  it('has developer tools while developing only', () => {
    expect(webPreferences?.devTools).toBe(false);
    expect(windowOptions({ width: 1, height: 1, maximised: false }, '', true).webPreferences?.devTools).toBe(
      true,
    );
  });
});

it('the origin never changes: IndexedDB is bound to it', () => {
  expect(APP_ORIGIN).toBe('app://branchline');
  expect(isAppUrl(`${APP_ORIGIN}/customers`)).toBe(true);
  expect(appSchemePrivileges).toMatchObject({ standard: true, secure: true, supportFetchAPI: true });
  expect(appSchemePrivileges).not.toHaveProperty('bypassCSP');
  expect(appSchemePrivileges).not.toHaveProperty('allowServiceWorkers');
});

describe('a page whose process is gone', () => {
  it('is loaded again, but not for ever', () => {
    expect(afterCrash('crashed', [], 0)).toBe('reload');
    expect(afterCrash('oom', [0, 1], 2)).toBe('reload');
    expect(afterCrash('crashed', [0, 1, 2], 3)).toBe('tell');
    expect(afterCrash('crashed', [0, 1, 2], 400_000)).toBe('reload');
  });

  it('is left alone when it ended by itself', () => {
    expect(afterCrash('clean-exit', [], 0)).toBe('ignore');
  });
});
