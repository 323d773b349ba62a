import { type Derivation, deriveHash } from './derivation.ts';

/** Answers one request; whoever asked ends the worker then, and its memory with it. */
const scope = self as unknown as Worker;
scope.addEventListener('message', ({ data }: MessageEvent<{ password: string; by: Derivation }>) => {
  void deriveHash(data.password, data.by).then(
    (hash) => scope.postMessage(hash, [hash.buffer]),
    () => scope.postMessage(null),
  );
});
