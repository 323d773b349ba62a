import { create } from 'zustand';

interface UpdateState {
  /** The new version that waits for the page to be loaded again. */
  waiting: ServiceWorker | null;
}

export const useUpdate = create<UpdateState>(() => ({ waiting: null }));

const HOUR = 3_600_000;

/** The app from the cache, so that it opens without a network. A new version waits until somebody says so. */
export function registerServiceWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker
    .register('/sw.js', { scope: '/', updateViaCache: 'none' })
    .then((registration) => {
      watchFor(registration);
      // A counter's window stays open for weeks: it has to ask by itself.
      setInterval(() => registration.update().catch(() => undefined), HOUR);
    })
    // Private windows and some policies refuse service workers. The app then works as long as it stays open.
    .catch(() => undefined);
}

function watchFor(registration: ServiceWorkerRegistration): void {
  const offer = (worker: ServiceWorker | null) => {
    // Without a controller this is the first install: nothing is being replaced.
    if (worker && navigator.serviceWorker.controller) useUpdate.setState({ waiting: worker });
  };
  offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') offer(worker);
    });
  });
}

/** Lets the new version take over and loads the page again once it has. */
export function applyUpdate(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage({ type: 'SKIP_WAITING' });
}
