import { releaseKey } from '#shared/releases/manifest.ts';

/** Put in by the build from `RELEASE_KEYS` and `RELEASE_PUBLISHER`: nobody who can write to this machine's files sets them. */
declare const __RELEASE_KEYS__: string | undefined;
declare const __RELEASE_PUBLISHER__: string | undefined;

export interface BuiltIn {
  /** Public keys whose signatures on releases count. None: no updates. */
  publicKeys: readonly string[];
  /** Whom Windows must name as the publisher of an installer. */
  publisher: string | undefined;
}

export function builtIn(): BuiltIn {
  const keys = typeof __RELEASE_KEYS__ === 'string' ? __RELEASE_KEYS__ : '';
  const publisher = typeof __RELEASE_PUBLISHER__ === 'string' ? __RELEASE_PUBLISHER__ : '';
  return {
    publicKeys: keys.split(',').filter((key) => releaseKey.safeParse(key).success),
    publisher: publisher === '' ? undefined : publisher,
  };
}
