import type { z } from 'zod';
import { base64Of, bytesOf } from '#shared/crypto/base64.ts';
import { type BoxKeys, makeBoxKeys, openBox, sealTo } from '#shared/crypto/sealed-box.ts';
import { makeSigningKeys, type SigningKeys, sign } from '#shared/crypto/signature.ts';
import type { SentMutation } from '#shared/model/act.ts';
import type { Certificate, DeviceProof, SignInResponse } from '#shared/protocol/auth.ts';
import { signInResponse } from '#shared/protocol/auth.ts';
import {
  challengeResponse,
  contactResponse,
  DEVICE_PURPOSE,
  type DeviceOrder,
  type DeviceRequest,
  deviceStatement,
  EDIT_PURPOSE,
  escrowContext,
  releaseContext,
  replicaKeyResponse,
  SEALED_EDIT,
  type SealedCopy,
  type SignedEdit,
  sealedResponse,
  signInStatement,
} from '#shared/protocol/device.ts';
import { PASSWORD, type Person } from './bank.ts';
import { Device } from './device.ts';

/** Somebody who signs edits on a device, as their vault there would hold it. */
export interface Author {
  readonly id: string;
  readonly keys: SigningKeys;
  readonly certificate: Certificate;
}

/** A device with a key of its own, which speaks to the server whoever is signed in. */
export class SpeakingDevice extends Device {
  readonly keys: SigningKeys;
  #server: SignInResponse['serverKeys'] | undefined;

  private constructor(url: string, keys: SigningKeys) {
    super(url);
    this.keys = keys;
  }

  static async at(url: string): Promise<SpeakingDevice> {
    return new SpeakingDevice(url, await makeSigningKeys(false));
  }

  get serverKeys(): SignInResponse['serverKeys'] {
    if (!this.#server) throw new Error('nobody has signed in yet');
    return this.#server;
  }

  /** Signs in and has a fresh signing key certified; later requests are this person's. */
  async signInAs(person: Pick<Person, 'username'>, branchId?: string, password = PASSWORD): Promise<Author> {
    const keys = await makeSigningKeys(false);
    const answer = await this.post('/auth/sign-in', {
      username: person.username,
      password,
      deviceId: this.deviceId,
      deviceKey: this.keys.publicKey,
      deviceProof: await this.proof(keys.publicKey),
      signingKey: keys.publicKey,
      ...(branchId !== undefined && { branchId }),
    });
    this.session = signInResponse.parse(answer);
    this.#server = this.session.serverKeys;
    if (!this.session.certificate) throw new Error('no certificate');
    return { id: this.session.user.id, keys, certificate: this.session.certificate };
  }

  /** That it has its key, for a sign-in with this `signingKey`. */
  async proof(signingKey: string): Promise<DeviceProof> {
    const challenge = await this.challenge();
    const statement = signInStatement(challenge, signingKey);
    return { challenge, signature: await sign(this.keys.privateKey, DEVICE_PURPOSE, statement) };
  }

  async challenge(): Promise<string> {
    const answer = await this.post('/device/challenge', { deviceId: this.deviceId });
    return challengeResponse.parse(answer).challenge;
  }

  /** A signed request; `given` spoils it for tests of refusals. */
  async signed(path: string, payload: unknown, given: Partial<DeviceRequest> = {}): Promise<DeviceRequest> {
    const challenge = given.challenge ?? (await this.challenge());
    const text = JSON.stringify(payload);
    const statement = deviceStatement(path, challenge, text);
    const signature = await sign(this.keys.privateKey, DEVICE_PURPOSE, statement);
    return { deviceId: this.deviceId, challenge, payload: text, signature, ...given };
  }

  /** Speaks as the device alone: no access token is sent along. */
  async speak(path: string, payload: unknown): Promise<unknown> {
    return new Device(this.url).post(path, await this.signed(path, payload));
  }

  async contact(confirmed: string[] = [], unsent?: number): Promise<DeviceOrder[]> {
    const payload = { confirmed, ...(unsent !== undefined && { unsent }) };
    return contactResponse.parse(await this.speak('/device/contact', payload)).orders;
  }

  async deliver(...copies: SealedCopy[]): Promise<z.infer<typeof sealedResponse>['results']> {
    return sealedResponse.parse(await this.speak('/device/sealed', { copies })).results;
  }

  /** The sealed copy of an edit; `given` puts something else into the box. */
  async copyOf(author: Author, mutation: SentMutation, given: Partial<SignedEdit> = {}): Promise<SealedCopy> {
    const text = JSON.stringify(mutation);
    const edit = {
      mutation: text,
      certificate: author.certificate,
      signature: await sign(author.keys.privateKey, EDIT_PURPOSE, text),
      ...given,
    } satisfies SignedEdit;
    const bytes = new Uint8Array(new TextEncoder().encode(JSON.stringify(edit)));
    const sealed = await sealTo(this.serverKeys.seal, bytes, SEALED_EDIT);
    return { mutationId: mutation.id, authorId: author.id, sealed };
  }

  /** A replica's key in escrow, as this device would seal it. */
  async escrow(key: string, scopeId: string): Promise<string> {
    return sealTo(this.serverKeys.seal, bytesOf(btoa(key)), escrowContext(this.deviceId, scopeId));
  }

  /** Asks for a key in escrow as whoever is signed in, and opens the answer. */
  async releasedKey(escrow: string, scopeId: string): Promise<string> {
    const keys: BoxKeys = await makeBoxKeys(false);
    const body = { deviceId: this.deviceId, scopeId, escrow, publicKey: keys.publicKey };
    const { released } = replicaKeyResponse.parse(await this.post('/sync/replica-key', body));
    const opened = await openBox(keys.privateKey, released, releaseContext(this.deviceId, scopeId));
    return atob(base64Of(opened));
  }
}

/** A public key that no device of the test has. */
export async function strangeKey(): Promise<string> {
  return (await makeSigningKeys(false)).publicKey;
}
