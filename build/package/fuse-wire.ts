/** By these characters @electron/fuses finds the fuses in Electron's binary. Part of Electron's binary interface. */
export const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
