import { z } from 'zod';
import { instant, line, uuid } from '../model/primitives.ts';
import { platform } from '../releases/manifest.ts';
import { version } from '../releases/version.ts';
import { wipeState } from './operations.ts';

/** Whether a bank's IT has to let a device in before anybody can work on it. */
export const deviceApproval = z.enum(['none', 'required']);
export type DeviceApproval = z.infer<typeof deviceApproval>;

/** `revoked`: nobody is let in any more, until IT lifts it. */
export const deviceState = z.enum(['waiting', 'approved', 'revoked']);
export type DeviceState = z.infer<typeof deviceState>;

/** What is worth a look about a device in use; where the limits lie is the bank's to say. */
export const deviceAlert = z.enum([
  'silent',
  'unsent',
  'clock',
  'failing',
  'oldVersion',
  'wiping',
  'setAside',
]);
export type DeviceAlert = z.infer<typeof deviceAlert>;

/** From where on something is an alert. */
export const fleetLimits = z.strictObject({
  silentDays: z.int().min(1).max(365),
  unsentEdits: z.int().min(1).max(100_000),
  clockMinutes: z.int().min(1).max(1440),
  failedSyncs: z.int().min(1).max(1000),
});
export type FleetLimits = z.infer<typeof fleetLimits>;

/** What devices are asked for; all of it together. */
export const fleetFilter = z.strictObject({
  /** The beginning of a user's name or account, or of the device's id or its end. */
  text: line(60).optional(),
  branchId: uuid.optional(),
  version: version.optional(),
  state: deviceState.optional(),
  alert: deviceAlert.optional(),
});
export type FleetFilter = z.infer<typeof fleetFilter>;

/** `POST /operations/devices/search`: a page of devices, the last seen first. */
export const fleetSearch = z.strictObject({
  filter: fleetFilter,
  /** `next` of the page before. */
  after: z.string().max(100).optional(),
});

export const fleetDevice = z.object({
  id: uuid,
  state: deviceState,
  /** Who signed in last, or asked to. */
  user: z.object({ id: uuid, name: line(60), nameEn: line(80), disabled: z.boolean() }).optional(),
  branch: z.object({ id: uuid, name: line(80), nameEn: line(80) }).optional(),
  firstSeenAt: instant,
  lastSeenAt: instant,
  approvedAt: instant.optional(),
  version: version.optional(),
  platform: platform.optional(),
  lastSyncAt: instant.optional(),
  /** Edits that the device holds and has not delivered. */
  unsent: z.int().optional(),
  replicaBytes: z.int().optional(),
  /** Negative: its clock is behind. */
  clockAheadSeconds: z.int().optional(),
  /** Edits that it delivered and that were made on other devices: it lost its identity, or they are not its own. */
  setAside: z.object({ edits: z.int(), madeOn: z.array(uuid) }).optional(),
  /** In a row, and why the last one failed. */
  failedSyncs: z.int().optional(),
  syncError: line(40).optional(),
  alerts: z.array(deviceAlert),
  /** The latest order to erase it. */
  wipe: wipeState.optional(),
  revoked: z.object({ at: instant, reason: line(200) }).optional(),
  /** Of a device that waits: what is compared with the one on its screen. */
  fingerprint: line(20).optional(),
});
export type FleetDevice = z.infer<typeof fleetDevice>;

export const fleetPage = z.object({
  asOf: instant,
  items: z.array(fleetDevice),
  next: z.string().optional(),
});
export type FleetPage = z.infer<typeof fleetPage>;

/** `GET /operations/devices`: how many there are, and of what IT should look at. */
export const fleetSummary = z.object({
  asOf: instant,
  approval: deviceApproval,
  limits: fleetLimits,
  total: z.int(),
  states: z.record(deviceState, z.int()),
  alerts: z.record(deviceAlert, z.int()),
  versions: z.array(z.object({ version, devices: z.int() })),
});
export type FleetSummary = z.infer<typeof fleetSummary>;

/**
 * `POST /operations/devices/:id/approve`, `/revoke` and `/restore`: lets a device that waits in, keeps one out, lifts
 * that again. Asked twice, the second changes nothing.
 */
export const fleetOrder = z.strictObject({ reason: line(200) });
export const fleetAnswer = z.object({ id: uuid, state: deviceState });
export type FleetAnswer = z.infer<typeof fleetAnswer>;

/**
 * `POST /operations/devices/:id/handover`, with a reason: hands the edits that were set aside to whoever has charge of
 * the customers. `left` stay set aside, until the order is given again.
 */
export const handOverAnswer = z.object({ id: uuid, handedOver: z.int(), left: z.int() });
export type HandOverAnswer = z.infer<typeof handOverAnswer>;
