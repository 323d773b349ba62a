import { parseArgs } from 'node:util';
import { Platform } from 'electron-builder';
import type { Platform as System } from '#shared/releases/manifest.ts';

export interface Order {
  targets: ReturnType<typeof Platform.LINUX.createTarget>;
  platform: 'linux' | 'win' | 'mac';
  /** What is made, by electron-builder's names; empty: all of the platform's. */
  names: string[];
  /** An unpacked Electron to use instead of what is installed or can be fetched. */
  electronDist: string | undefined;
  output: string | undefined;
  inspectable: boolean;
}

const platforms = { linux: Platform.LINUX, win: Platform.WINDOWS, mac: Platform.MAC };

/** `--linux dir`, `--win nsis msi`, `--mac`; without a platform that of this machine. @throws a sentence for the user */
export function readOrder(args: readonly string[], host: NodeJS.Platform): Order {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      linux: { type: 'boolean' },
      win: { type: 'boolean' },
      mac: { type: 'boolean' },
      'electron-dist': { type: 'string' },
      output: { type: 'string' },
      inspectable: { type: 'boolean' },
    },
  });
  const asked = (['linux', 'win', 'mac'] as const).filter((name) => values[name] === true);
  if (asked.length > 1) throw new Error('One platform at a time: --linux, --win or --mac.');
  const platform = asked[0] ?? platformOf(host);
  return {
    platform,
    names: positionals,
    targets: platforms[platform].createTarget(positionals.length === 0 ? undefined : positionals),
    electronDist: values['electron-dist'],
    output: values.output,
    inspectable: values.inspectable === true,
  };
}

/** A platform as manifests of releases name it. */
export function systemOf(platform: Order['platform']): System {
  return ({ linux: 'linux', win: 'win32', mac: 'darwin' } as const)[platform];
}

function platformOf(host: NodeJS.Platform): 'linux' | 'win' | 'mac' {
  if (host === 'win32') return 'win';
  return host === 'darwin' ? 'mac' : 'linux';
}
