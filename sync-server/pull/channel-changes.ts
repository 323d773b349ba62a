import type { Client } from '../db/pool.ts';
import type { Answer } from './answer.ts';
import type { CheckpointState, Position, Stage } from './checkpoint.ts';
import { ownCollections, type Scope } from './grants.ts';
import { isPersonal } from './replica-scope.ts';
import { countFiles, visibleFiles } from './visible-files.ts';

const START = '00000000-0000-0000-0000-000000000000';
const isFileChannel = (channel: string) => channel !== 'ref' && !isPersonal(channel);

/**
 * Channels that the user no longer reads: their files go, save those still held through another one. Which they
 * are is known by the channel itself and by what left it unseen since the checkpoint. Returns whether there were any.
 */
export async function loseChannels(
  client: Client,
  scope: Scope,
  state: CheckpointState,
  answer: Answer,
): Promise<boolean> {
  const lost = Object.entries(state.positions).filter(
    ([channel]) => !scope.channels.some((c) => c === channel),
  );
  if (lost.length === 0) return false;
  const found = await client.query<{ customer_id: string }>(
    `select customer_id from file_channels where channel = any ($1)
     union
     select f.customer_id from unnest($1::text[], $2::bigint[]) as t (channel, pos)
       join feed f on f.channel = t.channel and f.pos > t.pos where f.kind = 'leave'`,
    [lost.map(([channel]) => channel), lost.map(([, [pos]]) => pos)],
  );
  const candidates = found.rows.map((row) => row.customer_id);
  const visible = await visibleFiles(client, scope, candidates);
  for (const id of candidates) if (!visible.has(id)) answer.evict(id);
  for (const [channel] of lost) delete state.positions[channel];
  state.stages = state.stages.flatMap((stage): Stage[] => {
    if (stage.kind !== 'files') return [stage];
    const channels = stage.channels.filter((channel) => scope.channels.some((own) => own === channel));
    return channels.length > 0 ? [{ ...stage, channels }] : [];
  });
  return true;
}

/**
 * Channels new to the user: from here on they are read by the feed, and what is in them already is downloaded. Where
 * others were lost at once (`exchanged`), a file may have been held through one of those, whose feed is read no more:
 * what became of its documents there is not known to the replica.
 */
export async function gainChannels(
  client: Client,
  scope: Scope,
  state: CheckpointState,
  exchanged: boolean,
): Promise<void> {
  const gained = scope.channels.filter((channel) => state.positions[channel] === undefined);
  if (gained.length === 0) return;
  Object.assign(state.positions, await latestPositions(client, gained));
  if (gained.includes('ref')) state.stages.push({ kind: 'reference', after: START });
  if (gained.some(isPersonal)) state.stages.push(...ownStages(scope));
  const channels = gained.filter(isFileChannel);
  if (channels.length > 0) {
    state.stages.push({ kind: 'files', channels, after: START, ...(exchanged && { held: true }) });
    state.files.total += await countFiles(client, channels);
  }
}

/** What belongs to the user alone comes whole, and last of what is in no file. */
export function ownStages(scope: Scope): Stage[] {
  return ownCollections(scope).map((kind) => ({ kind, userId: scope.userId, after: START }));
}

/** The end of the feed of each channel, in this snapshot. */
export async function latestPositions(
  client: Client,
  channels: readonly string[],
): Promise<Record<string, Position>> {
  const found = await client.query<{ channel: string; pos: number | null; nonce: number | null }>(
    `select t.channel, f.pos, f.nonce from unnest($1::text[]) as t (channel)
     left join lateral (
       select pos, nonce from feed where channel = t.channel order by pos desc limit 1) f on true`,
    [channels],
  );
  return Object.fromEntries(found.rows.map(({ channel, pos, nonce }) => [channel, [pos ?? 0, nonce ?? 0]]));
}
