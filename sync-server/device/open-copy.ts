import { openBox, SealedBoxError } from '#shared/crypto/sealed-box.ts';
import { verify } from '#shared/crypto/signature.ts';
import type { SentMutation } from '#shared/model/act.ts';
import {
  EDIT_PURPOSE,
  SEALED_EDIT,
  type SealedCopy,
  type SignedEdit,
  signedEdit,
} from '#shared/protocol/device.ts';
import { isOurCertificate } from '../identity/certificate.ts';
import type { KeyPairs } from '../identity/key-pairs.ts';
import { parseMutation } from '../push/parse.ts';

/** Why a sealed copy is set aside for people instead of being applied. */
export type CopyFault =
  | 'does_not_open'
  | 'not_certified'
  | 'other_device'
  | 'not_signed'
  | 'other_envelope'
  | 'malformed'
  | 'unknown_author';

export type OpenedCopy =
  | {
      readonly ok: true;
      readonly authorId: string;
      /** The device that the edit was made on. */
      readonly madeOn: string;
      readonly mutation: SentMutation;
    }
  | { readonly ok: false; readonly fault: CopyFault };

/**
 * Opens a sealed copy and checks every link: the box is for us, the certificate is ours, its key signed these very
 * characters, and the envelope names the author and the edit that are inside. Whether the device that the certificate
 * names is the one that delivers is the caller's to ask.
 */
export async function openCopy(keys: KeyPairs, copy: SealedCopy): Promise<OpenedCopy> {
  const fault = (name: CopyFault): OpenedCopy => ({ ok: false, fault: name });
  const edit = await editIn(keys, copy.sealed);
  if (edit === undefined) return fault('does_not_open');
  const { certificate } = edit;
  if (!(await isOurCertificate(keys, certificate))) return fault('not_certified');
  if (!(await verify(certificate.publicKey, EDIT_PURPOSE, edit.mutation, edit.signature))) {
    return fault('not_signed');
  }
  const parsed = parseMutation(jsonOf(edit.mutation));
  if (!parsed.ok) return fault('malformed');
  const { mutation } = parsed;
  const named = sameId(copy.authorId, certificate.userId) && sameId(copy.mutationId, mutation.id);
  if (!named) return fault('other_envelope');
  const authorId = certificate.userId.toLowerCase();
  return { ok: true, authorId, madeOn: certificate.deviceId.toLowerCase(), mutation };
}

async function editIn(keys: KeyPairs, sealed: string): Promise<SignedEdit | undefined> {
  try {
    const plain = await openBox(keys.openingKey, sealed, SEALED_EDIT);
    return signedEdit.safeParse(jsonOf(new TextDecoder('utf-8', { fatal: true }).decode(plain))).data;
  } catch (error) {
    if (error instanceof SealedBoxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
