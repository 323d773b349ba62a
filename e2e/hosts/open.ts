import { join } from 'node:path';
import { findElectron } from '../../build/shared/electron.ts';
import { openBrowser } from './browser.ts';
import { openElectron } from './electron.ts';
import type { Host, HostKind, HostOptions } from './host.ts';
import { openStandIn } from './stand-in.ts';

const electron = findElectron(join(import.meta.dirname, '..', '..'));

/** Which program stands behind a kind of host on this machine. */
export function openHost(kind: HostKind, options: HostOptions): Promise<Host> {
  if (kind === 'browser') return openBrowser(options);
  return electron === null ? openStandIn(options) : openElectron(electron, options);
}

/** The stand-in's origin has to be allowed by the server; real Electron's is anyway. */
export const usesStandIn = electron === null;
