import { z } from 'zod';
import { instant, line, uuid } from '../model/primitives.ts';
import { arch, channel, fileName, MOST_MANIFEST, platform, releaseSignature } from '../releases/manifest.ts';
import { updateFault, updateHold, updateRefusal } from '../releases/update-state.ts';
import { version } from '../releases/version.ts';

/** For the record, with every act of administration. */
const reason = line(200);

/** Bytes of one piece of an upload: on a line of 2 Mbit/s it takes half a minute. */
export const UPLOAD_PIECE = 4 * 1024 * 1024;

/** `POST /admin/releases`: announces a signed release. Its files follow, piece by piece. Asked again, it is the same. */
export const announceRequest = z.strictObject({
  manifest: z.string().min(2).max(MOST_MANIFEST),
  signature: releaseSignature,
});

/** What has come of each file; `ticket` goes with the pieces. */
export const announceResponse = z.object({
  id: uuid,
  ticket: z.string(),
  files: z.array(z.object({ name: fileName, size: z.int(), received: z.int() })),
});
export type AnnounceResponse = z.infer<typeof announceResponse>;

/** `POST /releases-upload/:id/:name?from=`: where the file is now. `complete` once it is whole and its hash is right. */
export const pieceResponse = z.object({ received: z.int(), complete: z.boolean() });

/** Who is offered a release: nobody, the devices of some branches, a share of all besides, or all. It only widens. */
export const ringStage = z.enum(['none', 'pilot', 'share', 'all']);
export type RingStage = z.infer<typeof ringStage>;

export const ring = z.object({
  stage: ringStage,
  /** Branches whose devices go first. */
  pilots: z.array(uuid),
  /** Percent of the other devices; counts at stage `share`. */
  percent: z.int().min(0).max(100),
});
export type Ring = z.infer<typeof ring>;

/** `POST /admin/releases/:id/ring` */
export const ringRequest = z
  .strictObject({
    stage: ringStage.exclude(['none']),
    pilots: z.array(uuid).max(1000),
    percent: z.int().min(1).max(100).optional(),
    reason,
  })
  .refine(({ stage, percent }) => (stage === 'share') === (percent !== undefined), {
    path: ['percent'],
    error: 'with a share, and only then',
  })
  .refine(({ stage, pilots }) => stage !== 'pilot' || pilots.length > 0, {
    path: ['pilots'],
    error: 'at least one branch',
  });
export type RingRequest = z.infer<typeof ringRequest>;

/** `POST /admin/releases/:id/pause` and `/resume`, `POST /admin/releases/:id/remove` of one whose files are not whole. */
export const reasonRequest = z.strictObject({ reason });

export const release = z.object({
  id: uuid,
  version,
  electron: version,
  channel,
  platform,
  arch,
  releasedAt: instant,
  notes: z.object({ 'zh-CN': z.string(), en: z.string() }),
  uploadedBy: uuid,
  uploadedAt: instant,
  /** `uploading`: its files are not whole yet. */
  state: z.enum(['uploading', 'offered', 'paused']),
  /** Bytes there are and there will be. */
  received: z.int(),
  size: z.int(),
  ring,
  /** Of the devices of this channel, system and processor: how many have this version, are to get it, refuse it. */
  devices: z.object({ total: z.int(), on: z.int(), offered: z.int(), refused: z.int() }),
});
export type Release = z.infer<typeof release>;

/** What devices said last: how many run a version, and what keeps some of them. */
export const adoptionRow = z.object({ version, platform, channel, devices: z.int(), lastReportAt: instant });
export type AdoptionRow = z.infer<typeof adoptionRow>;
export const troubleRow = z.object({
  reason: z.union([updateRefusal, updateHold, updateFault]),
  version: version.optional(),
  devices: z.int(),
});
export type TroubleRow = z.infer<typeof troubleRow>;

/** `GET /admin/releases` */
export const releasesResponse = z.object({
  asOf: instant,
  /** False where the server was given no folder or no key: nothing can be uploaded. */
  ready: z.boolean(),
  items: z.array(release),
  adoption: z.array(adoptionRow),
  trouble: z.array(troubleRow),
});
export type ReleasesResponse = z.infer<typeof releasesResponse>;

/**
 * `POST /device/program`: what program runs on a device, and how its updates go. Answered with a pass for the
 * addresses below `/releases/`, good for `expiresIn` seconds.
 */
export const programPayload = z.strictObject({
  version,
  electron: version,
  platform,
  arch,
  channel,
  /** What the machine's policy calls its ring: `pilot` goes first, whatever its branch. */
  ring: channel.optional(),
  update: z
    .strictObject({
      status: z.enum(['off', 'current', 'unknown', 'downloading', 'ready', 'refused']),
      version: version.optional(),
      // A newer program may have reasons that this server has no words for: it gets its pass all the same.
      reason: z.union([updateRefusal, updateHold, updateFault]).optional().catch(undefined),
    })
    .optional(),
});
export type ProgramPayload = z.infer<typeof programPayload>;
export const programResponse = z.object({ pass: z.string().max(2000), expiresIn: z.int() });

/** What `latest*.yml` has besides electron-updater's own fields. */
export const signedOffer = z.object({ manifest: z.string().max(MOST_MANIFEST), signature: releaseSignature });
