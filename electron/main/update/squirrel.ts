/** The part of Electron's own updater that is used on macOS: Squirrel, which replaces the program once it has ended. */
export interface NativeUpdater {
  on(event: 'update-downloaded', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  off(event: 'update-downloaded', listener: () => void): unknown;
  off(event: 'error', listener: (error: Error) => void): unknown;
  checkForUpdates(): void;
}

/** Milliseconds in which Squirrel unpacks a file of this machine and checks its signature; who closes the program waits for it. */
const PATIENCE = 60_000;

/**
 * Has Squirrel take over the file that electron-updater holds ready. Until it has, ending the program installs nothing, and
 * electron-updater neither waits for that nor tells when it fails.
 *
 * @throws what Squirrel says, as of a signature that is not this program's
 */
export async function handToSquirrel(native: NativeUpdater, patience = PATIENCE): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error('Squirrel did not answer')), patience);
  native.on('update-downloaded', resolve);
  native.on('error', reject);
  try {
    native.checkForUpdates();
    await promise;
  } finally {
    clearTimeout(timer);
    native.off('update-downloaded', resolve);
    native.off('error', reject);
  }
}
