import type { HeldFiles } from '#shared/protocol/reconcile.ts';
import type { Client } from '../db/pool.ts';
import type { Answer } from './answer.ts';
import type { CheckpointState, Stage } from './checkpoint.ts';
import { compareFiles } from './compare.ts';
import { filesText, nextText } from './documents.ts';
import type { Scope } from './grants.ts';
import { nextFiles } from './visible-files.ts';

const FILES_AT_ONCE = 50;

/**
 * Goes on with the download of what the user's channels hold: reference data first, then the files by id, each
 * whole. Stops when the answer holds about `limit` documents, or where the client has to name what it holds (`held`);
 * the checkpoint says where to go on.
 */
export async function download(
  client: Client,
  scope: Scope,
  state: CheckpointState,
  answer: Answer,
  limit: number,
  now: Date,
  held: HeldFiles | undefined,
): Promise<void> {
  // A replica that many changes keep busy still gets on with its download.
  const target = Math.max(limit, answer.count + Math.ceil(limit / 4));
  while (answer.count < target) {
    const stage = state.stages[0];
    if (!stage) return;
    if (stage.kind === 'compare') {
      // Named once, for the place where the last answer stopped.
      if (held === undefined) return;
      const rest = await compareFiles(client, scope, stage, held, answer, target, now);
      held = undefined;
      if (rest) state.stages[0] = rest;
      else state.stages.shift();
      state.files.done = state.files.total - (rest?.buckets.length ?? 0);
      continue;
    }
    const next =
      stage.kind === 'files'
        ? await sendFiles(client, scope, stage, state, answer, now)
        : await sendLoose(client, scope, stage, answer, target - answer.count);
    if (next) state.stages[0] = next;
    else state.stages.shift();
  }
}

async function sendLoose(
  client: Client,
  scope: Scope,
  stage: Exclude<Stage, { kind: 'files' | 'compare' }>,
  answer: Answer,
  limit: number,
): Promise<Stage | undefined> {
  const rows = await nextText(client, scope, stage.kind, stage.after, limit);
  const more = rows !== undefined && rows.count >= limit;
  if (rows) answer.addRows([rows]);
  answer.addRange({ collection: stage.kind, after: stage.after, ...(more && { through: rows.last }) });
  return more ? { ...stage, after: rows.last } : undefined;
}

async function sendFiles(
  client: Client,
  scope: Scope,
  stage: Extract<Stage, { kind: 'files' }>,
  state: CheckpointState,
  answer: Answer,
  now: Date,
): Promise<Stage | undefined> {
  const scanned = await nextFiles(client, scope, stage.channels, stage.after, FILES_AT_ONCE);
  const visible = scanned.filter((file) => file.visible).map((file) => file.id);
  if (stage.held) for (const id of visible) answer.isWhole(id);
  const unsent = visible.filter((id) => answer.takeFile(id));
  answer.addRows(await filesText(client, scope, unsent, now, false));
  state.files.done = Math.min(state.files.total, state.files.done + scanned.length);
  const last = scanned.at(-1);
  return last && scanned.length === FILES_AT_ONCE ? { ...stage, after: last.id } : undefined;
}
