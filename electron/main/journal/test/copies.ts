import { randomBytes } from 'node:crypto';
import { newId } from '#shared/domain/ids.ts';
import type { SealedCopy } from '#shared/protocol/device.ts';

/** A copy that holds nothing but noise: the journal cannot read what is sealed anyway. */
export function copyOf(bytes: number): SealedCopy {
  return { mutationId: newId(), authorId: newId(), sealed: randomBytes(bytes).toString('base64') };
}
