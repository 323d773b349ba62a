import { memoryLocks } from '#renderer/replica/database/locks.ts';
import type { Clock, Journal, ReplicaDeps, Secrets } from '#renderer/replica/deps.ts';
import { randomFrom } from '#shared/domain/random.ts';
import type { SealedCopy } from '#shared/protocol/device.ts';
import { Disk, type Image, type Life } from './disk.ts';

interface Kept {
  image: Image;
  secrets: Map<string, string>;
  journal: SealedCopy[];
}

/** The life of one program on a machine. */
export class ProgramLife implements Life {
  dead = false;
  #left: number | undefined;

  dieAt(point: number): void {
    this.#left = point;
  }

  point(): void {
    if (this.#left === undefined || this.dead) return;
    this.#left -= 1;
    if (this.#left <= 0) this.dead = true;
  }
}

/** What stays when a program ends: disk, secrets, journal, clock, and a source of ids. */
export class Machine {
  readonly disk = new Disk();
  now = 0;
  readonly #kept = new Map<string, Kept>();
  readonly #random;
  readonly #prefix: string;
  #secrets = new Map<string, string>();
  #journal: SealedCopy[] = [];
  #ids = 0;
  #alarms: { at: number; action: () => void }[] = [];

  constructor(seed: string) {
    this.#random = randomFrom(seed);
    this.#prefix = Math.floor(this.#random.next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  }

  get journal(): readonly SealedCopy[] {
    return this.#journal;
  }

  get secrets(): ReadonlyMap<string, string> {
    return this.#secrets;
  }

  /** What a program touches of this machine while it lives; what it does after its death goes nowhere. */
  async parts(life: ProgramLife): Promise<Omit<ReplicaDeps, 'serverUrl' | 'fetch' | 'deriveHash'>> {
    return {
      indexedDB: await this.disk.mount(life),
      secrets: this.#secretsFor(life),
      journal: this.#journalFor(life),
      locks: memoryLocks(),
      clock: this.#clock(life),
      random: () => this.#random.next(),
      newId: () => this.#newId(),
      online: true,
      automatic: false,
    };
  }

  /** Lets alarms ring whose time has come. */
  ring(): void {
    const due = this.#alarms.filter(({ at }) => at <= this.now);
    this.#alarms = this.#alarms.filter(({ at }) => at > this.now);
    for (const { action } of due) action();
  }

  silence(): void {
    this.#alarms = [];
  }

  keep(as: string): void {
    const { disk } = this;
    this.#kept.set(as, {
      image: disk.copy(),
      secrets: new Map(this.#secrets),
      journal: [...this.#journal],
    });
  }

  /** `secrets`: the whole machine as it was, keys, vaults and journal too. */
  restore(from: string, secrets: boolean): void {
    const kept = this.#kept.get(from);
    if (kept === undefined) return;
    this.disk.restore(kept.image);
    if (!secrets) return;
    this.#secrets = new Map(kept.secrets);
    this.#journal = [...kept.journal];
  }

  loseSecrets(identity: boolean): void {
    for (const name of [...this.#secrets.keys()])
      if (identity || name !== 'device') this.#secrets.delete(name);
  }

  loseReplica(): void {
    this.disk.restore(new Map());
  }

  #secretsFor(life: ProgramLife): Secrets {
    const ghost = new Map(this.#secrets);
    const live = () => (life.dead ? ghost : this.#secrets);
    return {
      readSecret: async (name) => live().get(name) ?? null,
      writeSecret: async (name, value) => {
        life.point();
        live().set(name, value);
        life.point();
      },
      removeSecret: async (name) => {
        life.point();
        live().delete(name);
        life.point();
      },
    };
  }

  #journalFor(life: ProgramLife): Journal {
    return {
      appendJournal: async (copy) => {
        life.point();
        if (!life.dead) this.#journal.push(copy);
        life.point();
      },
      appendJournalBatch: async (copies) => {
        life.point();
        if (!life.dead) this.#journal.push(...copies);
        life.point();
      },
      readJournal: async () => [...this.#journal],
      answerInJournal: async (ids, answered) => {
        life.point();
        if (!life.dead)
          this.#journal = this.#journal.map((copy) =>
            ids.includes(copy.mutationId) ? { ...copy, answered } : copy,
          );
        life.point();
      },
      removeFromJournal: async (ids) => {
        life.point();
        if (!life.dead) this.#journal = this.#journal.filter(({ mutationId }) => !ids.includes(mutationId));
        life.point();
      },
    };
  }

  #clock(life: ProgramLife): Clock {
    return {
      now: () => this.now,
      after: (milliseconds, action) => {
        const alarm = { at: this.now + milliseconds, action: () => life.dead || action() };
        this.#alarms.push(alarm);
        return () => {
          this.#alarms = this.#alarms.filter((other) => other !== alarm);
        };
      },
    };
  }

  /** A uuid of version 7 by its form; what is random in it comes from the seed. */
  #newId(): string {
    this.#ids += 1;
    const time = Math.max(0, Math.floor(this.now)).toString(16).padStart(12, '0');
    const count = this.#ids.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${this.#prefix.slice(0, 3)}-8${this.#prefix.slice(3, 6)}-${count}`;
  }
}
