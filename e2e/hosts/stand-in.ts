import { startStandIn } from '../electron-host/host.ts';
import type { Host, HostOptions } from './host.ts';
import { killPage } from './kill-page.ts';

/** The real main and preload code on the stand-in of Electron. */
export async function openStandIn(options: HostOptions): Promise<Host> {
  const run = await startStandIn({
    userData: options.folder,
    serverUrl: options.serverUrl,
    dist: options.dist,
    executablePath: options.executablePath,
    args: [...(options.args ?? [])],
  });
  const { page } = await run.window();
  return {
    kind: 'desktop',
    program: `desktop on the stand-in (Chromium ${run.context.browser()?.version() ?? ''})`,
    page,
    command: async (command) => run.menu.choose(command),
    lockScreen: async () => void run.powerMonitor.emit('lock-screen'),
    settled: async () => undefined,
    killPage: () => killPage(page),
    close: () => run.close(),
  };
}
