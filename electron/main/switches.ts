/**
 * What the command line may not ask Chromium for in an installed program: to let somebody look into the page and act in
 * it, to take any certificate for the server's, to leave the page unprotected, or to write down what goes over the line.
 * Fuses do not reach these: they keep Node's own options out.
 */
export const refusedSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-insecure-localhost',
  'unsafely-treat-insecure-origin-as-secure',
  'host-rules',
  'host-resolver-rules',
  'disable-web-security',
  'allow-running-insecure-content',
  'disable-site-isolation-trials',
  'enable-blink-features',
  'enable-experimental-web-platform-features',
  'js-flags',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'ssl-key-log-file',
  'log-net-log',
  'net-log-capture-mode',
] as const;

export interface Started {
  /** An installed program; while developing everything is allowed. */
  packaged: boolean;
  /** A debugger has been let in: the flavour that the end-to-end suite is run on. */
  debugged: boolean;
}

/** Takes these switches away; before the app is ready, for then Chromium has read them. */
export function dropSwitches({ packaged, debugged }: Started, remove: (name: string) => void): void {
  if (!packaged || debugged) return;
  for (const name of refusedSwitches) remove(name);
}
