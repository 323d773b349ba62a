import { Journal, sealedCopy } from './journal.ts';
import { pullAll } from './pull.ts';
import { pushAll } from './push.ts';
import { type Machine, newMachine, Session } from './session.ts';
import { Store } from './store.ts';
import { type Mutation, newId, type PullAnswer, type PushResult, Refusal } from './wire.ts';

export interface Wish {
  readonly collection: string;
  readonly documentId: string;
  readonly customerId?: string;
  readonly intent: string;
  readonly next: Record<string, unknown>;
  readonly op?: 'create' | 'update';
}

/** One user at one machine: session, replica, outbox and the machine's journal. */
export class Workstation {
  readonly store = new Store();
  readonly session: Session;
  readonly journal: Journal;
  /** Documents of a pull at most; the server's own number when absent. */
  limit: number | undefined;
  #pulling: Promise<PullAnswer[]> | undefined;

  private constructor(session: Session) {
    this.session = session;
    this.journal = new Journal(session.url, session.machine);
  }

  static async open(
    url: string,
    username: string,
    password: string,
    machine?: Machine,
  ): Promise<Workstation> {
    return new Workstation(await Session.signIn(url, machine ?? (await newMachine()), username, password));
  }

  /** What an edit would be sent as; nothing is kept. */
  mutation({ collection, documentId, customerId, intent, next, op = 'update' }: Wish): Mutation {
    const { place } = this.store;
    const seen = op === 'create' ? {} : (this.store.read(collection, documentId) ?? {});
    const whole = place.checkpoint !== null && place.complete && place.compare === undefined;
    return {
      id: newId(),
      collection,
      documentId,
      ...(customerId === undefined ? {} : { customerId }),
      op,
      intent,
      run: whole ? place.run : '',
      baseRev: op === 'create' ? 0 : (this.store.rows(collection).get(documentId)?.rev ?? 0),
      base: op === 'create' ? {} : fieldsAs(seen, Object.keys(next)),
      next,
      at: new Date().toISOString(),
    };
  }

  /** Keeps an edit: in the outbox to be pushed, and sealed in the journal. */
  async edit(wish: Wish): Promise<Mutation> {
    const mutation = this.mutation(wish);
    this.journal.copies.push(await sealedCopy(this.session, mutation));
    this.store.outbox.push(mutation);
    return mutation;
  }

  /** Pulls until there is no more; who asks meanwhile gets the same answers. */
  pull(): Promise<PullAnswer[]> {
    this.#pulling ??= pullAll(this.session, this.store, () => this.#pushOnce(), this.limit).finally(() => {
      this.#pulling = undefined;
    });
    return this.#pulling;
  }

  /** Sends what waits, after kept copies of another run, and gives the outcomes. */
  async push(): Promise<PushResult[]> {
    const all: PushResult[] = [];
    for (;;) {
      try {
        const { results, otherRun } = await this.#pushOnce();
        all.push(...results);
        if (!otherRun) return all;
        await this.pull();
      } catch (error) {
        if (!(error instanceof Refusal && error.code === 'resync_required')) throw error;
        await this.deliver();
      }
    }
  }
  #pushOnce(): ReturnType<typeof pushAll> {
    return pushAll(
      this.session,
      this.store,
      ({ mutationId, outcome }, { run, at }) => this.journal.note(mutationId, { outcome, run, at }),
      this.journal.answeredRun,
    );
  }

  /** The machine delivers what is not a pending edit of the person at work. */
  deliver(): ReturnType<Journal['deliver']> {
    return this.journal.deliver(new Set(this.store.outbox.map(({ id }) => id)));
  }
}

function fieldsAs(doc: object, fields: readonly string[]): Record<string, unknown> {
  const values = new Map<string, unknown>(Object.entries(doc));
  return Object.fromEntries(fields.map((field) => [field, values.get(field) ?? null]));
}
