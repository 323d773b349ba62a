/** Web Crypto's `CryptoKey`, under a name that Node's types and the DOM's both have. */
export type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
