import { seal, verify } from './keys.ts';
import { again } from './retry.ts';
import type { Machine, Session } from './session.ts';
import { ask, type Mutation } from './wire.ts';

const COPIES_A_DELIVERY = 50;

export interface SealedCopy {
  readonly mutationId: string;
  readonly authorId: string;
  readonly sealed: string;
  readonly answered?: Answered;
}

interface Answered {
  readonly outcome: string;
  readonly run: string;
  readonly at: string;
}

export interface Order {
  readonly id: string;
  readonly deviceId: string;
  readonly kind: string;
  readonly issuedAt: string;
  readonly signature: string;
}

interface Contact {
  readonly orders: readonly Order[];
  readonly run: string;
  readonly at: string;
  readonly keepHours: number;
}

interface Delivery {
  readonly results: readonly { readonly mutationId: string; readonly outcome: string }[];
  readonly run: string;
  readonly at: string;
}

/** An edit that its author signed and only the server can read. */
export async function sealedCopy(session: Session, mutation: Mutation): Promise<SealedCopy> {
  const text = JSON.stringify(mutation);
  const signature = await session.signingKey.sign('edit', text);
  const content = JSON.stringify({ mutation: text, certificate: session.certificate, signature });
  return {
    mutationId: mutation.id,
    authorId: session.user.id,
    sealed: await seal(session.serverKeys.seal, 'sealed edit', content),
  };
}

/** What a machine says to the server by itself, with nobody signed in. */
export class Journal {
  copies: SealedCopy[] = [];
  readonly #url: string;
  readonly #machine: Machine;

  constructor(url: string, machine: Machine) {
    this.#url = url;
    this.#machine = machine;
  }

  async #speak<T>(path: string, content: object): Promise<T> {
    const { deviceId, key } = this.#machine;
    return again(async () => {
      const { challenge } = await ask<{ challenge: string }>(`${this.#url}/device/challenge`, {
        body: { deviceId },
      });
      const payload = JSON.stringify(content);
      const signature = await key.sign('device request', [path, challenge, payload].join('\0'));
      return ask<T>(this.#url + path, { body: { deviceId, challenge, payload, signature } });
    });
  }

  contact(confirmed: readonly string[] = []): Promise<Contact> {
    return this.#speak('/device/contact', { confirmed });
  }

  /** The run in which kept copies were answered; none where none is kept. */
  get answeredRun(): string | undefined {
    return this.copies.findLast(({ answered }) => answered !== undefined)?.answered?.run;
  }

  /** Delivers in order what has no answer of this run, and forgets what is older than a backup can be. */
  async deliver(except: ReadonlySet<string> = new Set()): Promise<Delivery['results']> {
    const { run, keepHours, at } = await this.contact();
    const results: Delivery['results'][number][] = [];
    const due = this.copies.filter(
      ({ mutationId, answered }) => answered?.run !== run && !except.has(mutationId),
    );
    for (let from = 0; from < due.length; from += COPIES_A_DELIVERY) {
      const copies = due.slice(from, from + COPIES_A_DELIVERY);
      const answer = await this.#speak<Delivery>('/device/sealed', { copies });
      results.push(...answer.results);
      for (const { mutationId, outcome } of answer.results)
        this.note(mutationId, { outcome, run: answer.run, at: answer.at });
    }
    const oldest = Date.parse(at) - keepHours * 3_600_000;
    this.copies = this.copies.filter(
      ({ answered }) => answered === undefined || answered.run !== run || Date.parse(answered.at) > oldest,
    );
    return results;
  }

  /** Keeps the answer with the copy; `retry` is none, and what nobody can read is not kept. */
  note(mutationId: string, answered: Answered): void {
    if (answered.outcome === 'retry') return;
    this.copies = this.copies.flatMap((copy) => {
      if (copy.mutationId !== mutationId) return [copy];
      return answered.outcome === 'unreadable' ? [] : [{ ...copy, answered }];
    });
  }

  /** Whether the server gave this order to this machine. */
  async genuine(order: Order, signKey: string): Promise<boolean> {
    const { id, deviceId, kind, issuedAt, signature } = order;
    if (deviceId !== this.#machine.deviceId) return false;
    return verify(signKey, 'device order', JSON.stringify([id, deviceId, kind, issuedAt]), signature);
  }
}
