import { z } from 'zod';
import { type Bytes, fromBase64, toBase64, utf8 } from '../bytes.ts';

/** How a collection's documents are indexed. Kept with the data: the log is read before any schema is known. */
export const collectionDefinition = z.object({
  /** Never given again, so that what is left of a removed collection can never come back as another. */
  number: z.int(),
  name: z.string(),
  version: z.int(),
  primaryPath: z.string(),
  ownerPath: z.string().optional(),
  columns: z.array(z.object({ path: z.string(), kind: z.enum(['string', 'number', 'boolean']) })),
  indexes: z.array(z.array(z.string())),
});
export type CollectionDefinition = z.infer<typeof collectionDefinition>;

const rootContent = z.object({
  format: z.literal(1),
  database: z.string(),
  nextBlock: z.int(),
  nextCollection: z.int(),
  collections: z.array(collectionDefinition),
  /** Segments of the key ring with the key of each. */
  segments: z.array(z.tuple([z.int(), z.string()])),
  /** The block that describes the index snapshot; 0: none. */
  manifest: z.int(),
});

/** What the master key opens: where everything else is, and with which keys. */
export interface Root {
  /** Random, part of what every block authenticates: blocks of another database do not open here. */
  database: Bytes;
  nextBlock: number;
  nextCollection: number;
  collections: CollectionDefinition[];
  segments: Map<number, Bytes>;
  manifest: number;
}

export function encodeRoot(root: Root): Bytes {
  const content = {
    ...root,
    format: 1,
    database: toBase64(root.database),
    segments: [...root.segments].map(([segment, key]) => [segment, toBase64(key)] as [number, string]),
  } satisfies z.input<typeof rootContent>;
  return utf8.encoder.encode(JSON.stringify(content));
}

export function decodeRoot(bytes: Bytes): Root {
  const content = rootContent.parse(JSON.parse(utf8.decoder.decode(bytes)));
  return {
    database: fromBase64(content.database),
    nextBlock: content.nextBlock,
    nextCollection: content.nextCollection,
    collections: content.collections,
    segments: new Map(content.segments.map(([segment, key]) => [segment, fromBase64(key)])),
    manifest: content.manifest,
  };
}
