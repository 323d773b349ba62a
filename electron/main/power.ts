/** The part of Electron's `powerMonitor` that is used. */
export interface PowerEvents {
  on(
    event: 'resume' | 'unlock-screen' | 'lock-screen' | 'suspend' | 'shutdown',
    listener: () => void,
  ): unknown;
}

/**
 * Waking and unlocking: time to sync. Locking and going to sleep: time to lock the client. Linux tells of no locked
 * screen; there the client's own idle lock has to do. Windows tells of its end to windows only, not here.
 */
export function watchPower(
  power: PowerEvents,
  on: { wake: () => void; lock: () => void; end: () => void },
): void {
  power.on('resume', on.wake);
  power.on('unlock-screen', on.wake);
  power.on('lock-screen', on.lock);
  power.on('suspend', on.lock);
  power.on('shutdown', on.end);
}
