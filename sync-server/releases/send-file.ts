import { createReadStream } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReleaseFile } from '#shared/releases/manifest.ts';

/** Bytes from `start` to `end`, both included. */
interface Range {
  start: number;
  end: number;
}

/**
 * One range of a header, `'whole'` where it asks for none that we serve (then the whole file is the right answer), or
 * `'outside'` the file. Several ranges at once count as none.
 */
export function rangeOf(header: string | undefined, size: number): Range | 'whole' | 'outside' {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  const [, first = '', last = ''] = found ?? [];
  if (!found || (first === '' && last === '')) return 'whole';
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size || (first === '' && Number(last) === 0)) return 'outside';
  return start > end ? 'whole' : { start, end };
}

/** A file that never changes, whole or in part. A range that is bound to another file by `if-range` gets all of it. */
export function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  place: string,
  file: ReleaseFile,
): FastifyReply {
  const tag = `"${file.sha512}"`;
  const bound = request.headers['if-range'];
  const asked = bound === undefined || bound === tag ? request.headers.range : undefined;
  const range = rangeOf(asked, file.size);
  reply
    .header('accept-ranges', 'bytes')
    .header('etag', tag)
    .header('cache-control', 'private, max-age=86400, immutable')
    .type('application/octet-stream');
  if (range === 'outside') {
    return reply
      .code(416)
      .header('content-range', `bytes */${file.size}`)
      .header('content-length', 0)
      .send('');
  }
  if (range === 'whole') {
    return reply.header('content-length', file.size).send(createReadStream(place));
  }
  return reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${file.size}`)
    .header('content-length', range.end - range.start + 1)
    .send(createReadStream(place, range));
}
