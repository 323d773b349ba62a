import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Chromium or a browser built on it, where the machine's installers put them. */
const known: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Chromium', 'Application', 'chrome.exe'),
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]),
};
const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/** The program of a Chromium on this machine, Playwright's own included; `null` when there is none. */
export async function findChromium(): Promise<string | null> {
  const { chromium } = await import('playwright-core');
  const candidates = [...(known[process.platform] ?? []), ...onPath(commands), chromium.executablePath()];
  return candidates.find(canRun) ?? null;
}

/** Chromium without the windows of a browser around the page: the same engine for two thirds of the work; `null` when there is none. */
export function findHeadlessShell(): string | null {
  return onPath(['chromium-headless-shell', 'chrome-headless-shell']).find(canRun) ?? null;
}

function onPath(names: readonly string[]): string[] {
  if (process.platform === 'win32') return [];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Chromium refuses its sandbox to root; everybody else keeps it. */
export function sandboxFlags(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** What keeps a browser of ours from doing anything but showing the client. */
export const quietFlags = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];
