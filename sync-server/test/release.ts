import { createHash, randomBytes } from 'node:crypto';
import { importReleaseKey, type ReleaseKeys, signManifest } from '#shared/crypto/release-signature.ts';
import {
  announceResponse,
  pieceResponse,
  type ReleasesResponse,
  releasesResponse,
} from '#shared/protocol/releases.ts';
import { manifestText, type ReleaseManifest } from '#shared/releases/manifest.ts';
import type { Device } from './device.ts';

/** A release as IT has it before uploading: its files, its manifest's text and the signature. */
export interface TestRelease {
  readonly manifest: ReleaseManifest;
  readonly text: string;
  readonly signature: string;
  readonly files: ReadonlyMap<string, Buffer>;
}

export async function makeRelease(
  keys: ReleaseKeys,
  version: string,
  given: Partial<ReleaseManifest> & { content?: Buffer } = {},
): Promise<TestRelease> {
  const { content = randomBytes(300_000), ...fields } = given;
  const name = `Branchline-${version}.AppImage`;
  const files = new Map([[name, content]]);
  const manifest: ReleaseManifest = {
    format: 1,
    product: 'branchline',
    version,
    electron: '45.4.1',
    channel: 'stable',
    platform: 'linux',
    arch: 'x64',
    releasedAt: '2026-11-22T08:00:00.000Z',
    notes: { 'zh-CN': '修复若干问题', en: 'Faults mended' },
    installer: name,
    files: [...files].map(([file, bytes]) => ({
      name: file,
      size: bytes.length,
      sha512: createHash('sha512').update(bytes).digest('base64'),
    })),
    ...fields,
  };
  const text = manifestText(manifest);
  return {
    manifest,
    text,
    signature: await signManifest(await importReleaseKey(keys.privateKey), text),
    files,
  };
}

/** Sends one piece of a file as an administrator's screen does. */
export async function sendPiece(
  url: string,
  ticket: string,
  at: { id: string; name: string; from: number },
  bytes: Buffer,
): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${url}/releases-upload/${at.id}/${at.name}?from=${at.from}`, {
    method: 'POST',
    headers: { authorization: `Upload ${ticket}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
  return { status: answer.status, body: await answer.json() };
}

/** Announces a release and sends its files whole; resolves with its id. */
export async function uploadRelease(admin: Device, release: TestRelease): Promise<string> {
  const announced = announceResponse.parse(
    await admin.post('/admin/releases', { manifest: release.text, signature: release.signature }),
  );
  for (const [name, bytes] of release.files) {
    const { body } = await sendPiece(admin.url, announced.ticket, { id: announced.id, name, from: 0 }, bytes);
    if (!pieceResponse.parse(body).complete) throw new Error('the file is not whole');
  }
  return announced.id;
}

export async function setRing(admin: Device, id: string, ring: object): Promise<ReleasesResponse> {
  const body = { stage: 'all', pilots: [], reason: 'test', ...ring };
  return releasesResponse.parse(await admin.post(`/admin/releases/${id}/ring`, body));
}
