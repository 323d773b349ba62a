import { PAGE_ORIGIN } from './origin-map.ts';

/**
 * Wraps the real preload bundle so that it runs before the page's own scripts, with an `electron` of the two modules
 * that a sandboxed preload has. Runs in the page's world: isolation is Electron's, and checked there.
 */
export function preloadScript(bundle: string): string {
  return `(() => {
  if (location.origin !== ${JSON.stringify(PAGE_ORIGIN)} || window !== window.top) return;
  const invoke = window.__hostInvoke;
  const listeners = new Map();
  const of = (channel) => listeners.get(channel) ?? listeners.set(channel, new Set()).get(channel);
  const ipcRenderer = {
    invoke: (channel, ...args) => invoke(channel, ...args),
    on: (channel, listener) => { of(channel).add(listener); return ipcRenderer; },
    off: (channel, listener) => { of(channel).delete(listener); return ipcRenderer; },
  };
  const emit = (channel, args) => { for (const listener of [...of(channel)]) listener({}, ...args); };
  Object.defineProperty(window, '__hostEmit', { value: emit });
  const contextBridge = {
    exposeInMainWorld: (name, api) =>
      Object.defineProperty(window, name, { value: Object.freeze({ ...api }), enumerable: true }),
  };
  const require = (name) => {
    if (name === 'electron') return { contextBridge, ipcRenderer };
    throw new Error('A sandboxed preload cannot load ' + name);
  };
  ((require, module, exports, process) => {
${bundle}
  })(require, { exports: {} }, {}, undefined);
})();`;
}
