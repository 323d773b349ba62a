/** What the disk says next: the name and message of Chromium's error, or nothing. */
export interface Weather {
  onOpen?: DOMException;
  onCommit?: DOMException;
  onRead?: DOMException;
  /** Commits are heard of only when this resolves; `begun` says that one waits. */
  late?: { until: Promise<void>; begun(): void };
}

export const diskFull = new DOMException(
  'Encountered full disk while committing transaction.',
  'QuotaExceededError',
);
/** A full disk as Chromium reports it at times. */
export const plainAbort = new DOMException(
  'The transaction was aborted, so the request cannot be fulfilled.',
  'AbortError',
);
export const brokenStore = new DOMException(
  'Internal error opening backing store for indexedDB.open.',
  'UnknownError',
);

/** The real IndexedDB, which fails while the weather says so. */
export function failingDisk(disk: IDBFactory, weather: Weather): IDBFactory {
  function expose(database: IDBDatabase): void {
    const begin = database.transaction.bind(database);
    database.transaction = (stores, mode, options) => {
      if (mode !== 'readwrite' && weather.onRead !== undefined) throw weather.onRead;
      const transaction = begin(stores, mode, options);
      const { onCommit: error, late } = weather;
      if (mode === 'readwrite' && late !== undefined)
        Object.defineProperty(transaction, 'oncomplete', {
          set: (heard: () => void) => {
            late.begun();
            transaction.addEventListener('complete', () => void late.until.then(heard));
          },
        });
      if (mode !== 'readwrite' || error === undefined) return transaction;
      transaction.commit = () => transaction.abort();
      Object.defineProperty(transaction, 'error', { value: error });
      return transaction;
    };
  }
  return new Proxy(disk, {
    get(target, property) {
      if (property !== 'open') return Reflect.get(target, property).bind(target) as unknown;
      return (name: string, version?: number) => {
        const error = weather.onOpen;
        if (error !== undefined) return failed(error);
        const request = target.open(name, version);
        request.addEventListener('success', () => expose(request.result));
        return request;
      };
    },
  });
}

function failed(error: DOMException): IDBOpenDBRequest {
  const request = { error, onerror: null as (() => void) | null };
  queueMicrotask(() => request.onerror?.());
  return request as unknown as IDBOpenDBRequest;
}
