import { ReplicaError, type ReplicaErrorCode } from '#renderer/replica/api/error.ts';
import { errorBody } from '#shared/protocol/errors.ts';
import { type AnnounceResponse, pieceResponse } from '#shared/protocol/releases.ts';

/** Bytes of one piece: a few seconds on a slow line, so that the bar moves and a cut costs little. */
const PIECE = 1024 * 1024;
/** Tries of one piece. */
const TRIES = 4;

export interface SendFiles {
  serverUrl: string;
  announced: AnnounceResponse;
  files: ReadonlyMap<string, Blob>;
  signal: AbortSignal;
  onProgress: (at: { name: string; done: number; size: number; allDone: number; allSize: number }) => void;
}

/**
 * Sends what the server has not got of each file, piece by piece. Rejects with `ReplicaError`, or with the signal's own
 * reason; what has arrived stays there.
 */
export async function sendFiles(sending: SendFiles): Promise<void> {
  const { announced, files, onProgress } = sending;
  const allSize = announced.files.reduce((sum, file) => sum + file.size, 0);
  let allDone = 0;
  for (const { name, size, received } of announced.files) {
    const file = files.get(name);
    if (file === undefined) throw new ReplicaError('invalid');
    let done = received;
    const tell = () => onProgress({ name, done, size, allDone: allDone + done, allSize });
    tell();
    while (done < size) {
      done = await sendPiece(sending, name, done, file.slice(done, Math.min(done + PIECE, size)));
      tell();
    }
    allDone += size;
  }
}

async function sendPiece(sending: SendFiles, name: string, from: number, piece: Blob): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendOnce(sending, name, from, piece);
    } catch (error) {
      sending.signal.throwIfAborted();
      const code = error instanceof ReplicaError ? error.code : 'offline';
      if (attempt >= TRIES || !passing.includes(code)) throw new ReplicaError(code);
      await pause(500 * 2 ** attempt, sending.signal);
    }
  }
}

const passing: readonly ReplicaErrorCode[] = ['offline', 'unavailable', 'busy', 'rate_limited', 'internal'];

async function sendOnce(
  { serverUrl, announced, signal }: SendFiles,
  name: string,
  from: number,
  piece: Blob,
): Promise<number> {
  const url = new URL(`/releases-upload/${announced.id}/${encodeURIComponent(name)}?from=${from}`, serverUrl);
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Upload ${announced.ticket}`, 'content-type': 'application/octet-stream' },
    body: piece,
    signal,
    cache: 'no-store',
  });
  const answer: unknown = await response.json();
  if (response.ok) return pieceResponse.parse(answer).received;
  throw new ReplicaError(errorBody.safeParse(answer).data?.error.code ?? 'unavailable');
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
