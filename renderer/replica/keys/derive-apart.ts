import type { Bytes } from '#shared/crypto/base64.ts';
import { ReplicaError } from '../api/error.ts';
import type { Derivation } from './derivation.ts';

/**
 * Argon2id in a Worker of its own that ends after it. WebAssembly memory never shrinks: in the replica's Worker the
 * 19 MB would stay for the whole session, with what they held.
 */
export function deriveApart(password: string, by: Derivation): Promise<Bytes> {
  return new Promise<Bytes>((resolve, reject) => {
    const worker = new Worker(new URL('./derivation-worker.ts', import.meta.url), {
      type: 'module',
      name: 'derivation',
    });
    const finish = (hash: unknown) => {
      worker.terminate();
      if (hash instanceof Uint8Array) resolve(hash as Bytes);
      else reject(new ReplicaError('replica_broken'));
    };
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => finish(data));
    worker.addEventListener('error', () => finish(null));
    worker.postMessage({ password, by });
  });
}
