import { expect, it } from 'vitest';
import type { SyncStatus } from '#renderer/replica/api/status.ts';
import { needsSignIn, syncWordsOf } from './sync-words.ts';

const status = (more: Partial<SyncStatus>): SyncStatus => ({
  connection: 'online',
  phase: 'idle',
  complete: true,
  unsent: 0,
  attention: 0,
  ...more,
});

it('trouble is told before activity', () => {
  expect(syncWordsOf(status({ connection: 'offline', phase: 'pushing' })).key).toBe('offline');
  expect(syncWordsOf(status({ connection: 'refused', phase: 'first_sync' })).key).toBe('refused');
});

it('the routine pull of every few seconds does not flicker', () => {
  expect(syncWordsOf(status({ phase: 'pulling' })).key).toBe('online');
  expect(syncWordsOf(status({ phase: 'first_sync', complete: false })).key).toBe('firstSync');
});

it('a full disk is told before what it hinders, and a download that stopped is not called synced', () => {
  const full = { error: 'storage_full', complete: false } as const;
  expect(syncWordsOf(status({ ...full, phase: 'first_sync' })).key).toBe('diskFull');
  expect(syncWordsOf(status({ ...full, connection: 'offline' })).key).toBe('offline');
  expect(syncWordsOf(status({ error: 'internal', complete: false })).key).toBe('firstSync');
});

it('a repair is not called a first download', () => {
  expect(syncWordsOf(status({ phase: 'first_sync', repair: 'damaged' })).key).toBe('repairing');
  expect(syncWordsOf(status({ connection: 'offline', repair: 'rebuilt' })).key).toBe('offline');
});

it('only a refusal that a password can end asks for a new sign-in', () => {
  expect(needsSignIn(status({ connection: 'refused', error: 'session_revoked' }))).toBe(true);
  expect(needsSignIn(status({ connection: 'refused', error: 'client_too_old' }))).toBe(false);
  expect(needsSignIn(status({ connection: 'offline' }))).toBe(false);
});
