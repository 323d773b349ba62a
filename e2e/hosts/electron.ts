import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { sandboxFlags } from '../../build/shared/chromium.ts';
import type { Host, HostOptions } from './host.ts';
import { killPage } from './kill-page.ts';

/** Real Electron, where its program is installed. */
export async function openElectron(program: string, options: HostOptions): Promise<Host> {
  const packaged = process.env.BRANCHLINE_PROGRAM;
  const args = [...sandboxFlags(), ...(options.args ?? []), '--lang=zh-CN'];
  const app = await (packaged === undefined
    ? _electron.launch({
        executablePath: program,
        args: [...args, join(options.dist, 'electron', 'main.cjs')],
        env: {
          ...(process.env as Record<string, string>),
          BRANCHLINE_SERVER_URL: options.serverUrl,
          BRANCHLINE_USER_DATA: options.folder,
        },
      })
    : launchPackaged(packaged, args, options));
  const page = await app.firstWindow();
  const version = await app.evaluate(() => process.versions.electron ?? '');
  return {
    kind: 'desktop',
    program: `desktop on Electron ${version}`,
    page,
    command: (command) =>
      app.evaluate(({ Menu }, id) => {
        Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
      }, command),
    lockScreen: () => app.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen')),
    settled: async () => undefined,
    killPage: () => killPage(page),
    close: () => app.close(),
  };
}

/** A packaged program listens to no variables: it is told by the user's file, as a person would. */
async function launchPackaged(program: string, args: string[], options: HostOptions) {
  const config = JSON.stringify({ serverUrls: [options.serverUrl] });
  await writeFile(join(options.folder, 'config.json'), config);
  return await _electron.launch({
    executablePath: program,
    args: [...args, `--user-data-dir=${options.folder}`],
    env: process.env as Record<string, string>,
  });
}
