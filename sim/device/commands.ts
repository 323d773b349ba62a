import type { EditInput, OutboxEntry } from '#renderer/replica/api/edits.ts';
import type { SyncStatus } from '#renderer/replica/api/status.ts';
import type { CollectionName } from '#shared/model/collections.ts';

/** What a person or the program does on a device. Each is answered when it is over, however long that takes. */
export type Action =
  | { do: 'signIn'; username: string; password: string }
  | { do: 'signOut'; erase: boolean }
  | { do: 'lock' }
  | { do: 'unlock'; password: string }
  | { do: 'edit'; input: EditInput }
  | { do: 'editMany'; inputs: EditInput[] }
  | { do: 'sync' }
  /** The device speaks for itself, whoever is at work. */
  | { do: 'contact' };

/** What the world does to a device. Each is carried out when nothing moves on the device any more. */
export type Command =
  /** A machine as it comes from the shop; `defect`: what is wrong with the program on it, on purpose. */
  | { kind: 'make'; seed: string; defect?: string }
  | { kind: 'boot' }
  /** The program ends as it should. */
  | { kind: 'turnOff' }
  /** The program dies; `part` of what was not durable yet is on the disk. */
  | { kind: 'kill'; part: number }
  /** The program dies at a moment of its own: at this write, counted from now. */
  | { kind: 'killAt'; point: number; part: number }
  | { kind: 'act'; id: number; action: Action }
  | { kind: 'answer'; request: number; status: number; body: string; cutAt?: number }
  | { kind: 'noAnswer'; request: number }
  /** Background work of the storage comes to its turn. */
  | { kind: 'rest'; milliseconds: number }
  | { kind: 'keep'; as: string }
  | { kind: 'restore'; from: string; secrets: boolean }
  /** Keys and vaults are gone; `identity`: who the device is, too. */
  | { kind: 'loseSecrets'; identity: boolean }
  | { kind: 'loseReplica' }
  /** `documents`: these only, for they are read often. */
  | { kind: 'read'; documents?: readonly CollectionName[] }
  | { kind: 'search'; texts: string[] }
  | { kind: 'find'; texts: string[] };

export interface AskedRequest {
  id: number;
  path: string;
  method: string;
  token?: string;
  body?: string;
}

export interface Finished {
  id: number;
  ok: boolean;
  value?: { saved?: { mutationId: string; documentId: string }[]; mode?: string };
  /** Why not; `killed` when the program died before it could say. */
  code?: string;
}

export type Documents = Record<CollectionName, Record<string, unknown>[]>;

export interface Reading {
  documents: Documents;
  /** Ids in the customer list. */
  list: string[];
  outbox: OutboxEntry[];
  status: SyncStatus;
}

/** What came of a command: all that the device did until nothing moved any more. */
export interface Report {
  requests: AskedRequest[];
  finished: Finished[];
  /** Sealed copies in the journal that no server has answered, by mutation. */
  journal: string[];
  /** Whether somebody's documents can be read. */
  open: boolean;
  /** The program died of a `killAt`. */
  died: boolean;
  reading?: Reading;
  documents?: Documents;
  /** By text: the ids that a search gave. */
  hits?: string[][];
  /** Which of the texts are in clear on the disk, in secrets or in the journal. */
  found?: string[];
  /** The command itself failed: a fault of the simulator, or of a program that should not throw. */
  fault?: string;
}

export interface Envelope {
  id: number;
  /** The device's clock, milliseconds. */
  now: number;
  command: Command;
}
