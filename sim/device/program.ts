import { createHash } from 'node:crypto';
import type { OutboxEntry } from '#renderer/replica/api/edits.ts';
import { ReplicaError } from '#renderer/replica/api/error.ts';
import type { SyncStatus } from '#renderer/replica/api/status.ts';
import { createReplicaCore, type ReplicaCore } from '#renderer/replica/core.ts';
import type { ReplicaDeps } from '#renderer/replica/deps.ts';
import { type CollectionName, collectionNames } from '#shared/model/collections.ts';
import { plant } from '../run/patches.ts';
import type { Action, Command, Documents, Envelope, Finished, Reading, Report } from './commands.ts';
import { Machine, ProgramLife } from './machine.ts';
import { Line } from './network.ts';
import type { Time } from './quiet.ts';

/** Argon2id costs time and memory on purpose; passwords are not the matter here. */
const deriveHash: ReplicaDeps['deriveHash'] = async (password, by) =>
  new Uint8Array(createHash('sha256').update(JSON.stringify(by)).update(password).digest());

interface Running {
  core: ReplicaCore;
  line: Line;
  life: ProgramLife;
  /** How much of what was not durable stays when it dies at its own moment. */
  part: number;
}

/** A device whose program can be started, ended and killed, again and again. */
export class Program {
  readonly #time: Time;
  #machine = new Machine('');
  #running: Running | undefined;
  #finished: Finished[] = [];

  constructor(time: Time) {
    this.#time = time;
  }

  async obey({ now, command }: Envelope): Promise<Report> {
    const report: Report = { requests: [], finished: [], journal: [], open: false, died: false };
    try {
      this.#machine.now = now;
      this.#machine.ring();
      await this.#carryOut(command, report);
      await this.#time.settled();
      if (this.#running?.life.dead === true) {
        report.died = true;
        await this.#kill(this.#running.part);
      }
    } catch (error) {
      report.fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    report.finished = this.#finished.splice(0);
    report.journal = this.#machine.journal.flatMap(({ mutationId, answered }) =>
      answered === undefined ? [mutationId] : [],
    );
    report.open = await this.#isOpen();
    report.requests = this.#running?.line.takeFresh() ?? [];
    return report;
  }

  async #carryOut(command: Command, report: Report): Promise<void> {
    const machine = this.#machine;
    const running = this.#running;
    switch (command.kind) {
      case 'make':
        if (running !== undefined) await this.#kill(0);
        this.#machine = new Machine(command.seed);
        plant(command.defect);
        return;
      case 'boot':
        if (running === undefined) await this.#boot();
        return;
      case 'turnOff':
        if (running !== undefined) await this.#turnOff(running);
        return;
      case 'kill':
        if (running !== undefined) await this.#kill(command.part);
        return;
      case 'killAt':
        if (running === undefined) return;
        running.part = command.part;
        running.life.dieAt(command.point);
        return;
      case 'act':
        if (running === undefined) this.#finished.push({ id: command.id, ok: false, code: 'not_running' });
        else this.#act(running, command.id, command.action);
        return;
      case 'answer':
        running?.line.answer(command.request, command.status, command.body, command.cutAt);
        return;
      case 'noAnswer':
        running?.line.fail(command.request);
        return;
      case 'rest':
        await this.#time.pass(command.milliseconds);
        return;
      case 'keep':
        machine.keep(command.as);
        return;
      case 'restore':
        machine.restore(command.from, command.secrets);
        return;
      case 'loseSecrets':
        machine.loseSecrets(command.identity);
        return;
      case 'loseReplica':
        machine.loseReplica();
        return;
      case 'read':
        if (running === undefined) return;
        if (command.documents === undefined) report.reading = await this.#read(running.core);
        else report.documents = await documentsOf(running.core, command.documents);
        return;
      case 'search':
        report.hits = await Promise.all(
          command.texts.map(
            async (text) => (await running?.core.search(text, 20))?.map(({ row }) => row.id) ?? [],
          ),
        );
        return;
      case 'find':
        report.found = this.#find(command.texts);
        return;
    }
  }

  async #isOpen(): Promise<boolean> {
    return (
      (await this.#running?.core.search('', 0).then(
        () => true,
        () => false,
      )) === true
    );
  }

  async #boot(): Promise<void> {
    const life = new ProgramLife();
    const line = new Line();
    const core = createReplicaCore({
      ...(await this.#machine.parts(life)),
      serverUrl: 'http://server.test',
      fetch: line.fetch,
      deriveHash,
    });
    this.#running = { core, line, life, part: 0 };
  }

  async #turnOff(running: Running): Promise<void> {
    running.line.die();
    await this.#until(running.core.close());
    this.#running = undefined;
    this.#machine.silence();
    if (!running.life.dead) this.#machine.disk.stop(1);
    else this.#machine.disk.stop(running.part);
  }

  /** Nothing that the program does from here on has effect; it is led to its end, for RxDB counts what is open. */
  async #kill(part: number): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    running.life.dead = true;
    this.#machine.disk.stop(part);
    this.#machine.silence();
    running.line.die();
    await this.#until(running.core.close());
    await this.#time.settled();
  }

  /** Waits for something that may need the realm's timers to go on. */
  async #until(promise: Promise<unknown>): Promise<void> {
    let over = false;
    let failure: unknown;
    promise
      .catch((error: unknown) => {
        failure = error;
      })
      .finally(() => {
        over = true;
      });
    for (let tries = 0; !over; tries += 1) {
      await this.#time.settled();
      if (over) break;
      if (tries > 100) throw new Error('the program does not end');
      await this.#time.pass(1000);
    }
    if (failure !== undefined) throw failure;
  }

  #act({ core, life }: Running, id: number, action: Action): void {
    this.#perform(core, action).then(
      (value) =>
        void this.#finished.push(
          life.dead ? { id, ok: false, code: 'killed' } : { id, ok: true, ...(value && { value }) },
        ),
      (error: unknown) => {
        const code = life.dead ? 'killed' : error instanceof ReplicaError ? error.code : String(error);
        this.#finished.push({ id, ok: false, code });
      },
    );
  }

  async #perform(core: ReplicaCore, action: Action): Promise<Finished['value']> {
    switch (action.do) {
      case 'signIn': {
        const { session } = await core.signIn(action);
        return { mode: session.mode };
      }
      case 'signOut':
        await core.signOut({ erase: action.erase });
        return undefined;
      case 'lock':
        await core.lock();
        return undefined;
      case 'unlock':
        await core.unlock(action.password);
        return undefined;
      case 'edit':
        return { saved: [await core.edit(action.input)] };
      case 'editMany':
        return { saved: await core.editMany(action.inputs) };
      case 'sync':
        await core.syncNow();
        return undefined;
      case 'contact':
        await core.contact();
        return undefined;
    }
  }

  /** Throws where nobody is at work. */
  async #read(core: ReplicaCore): Promise<Reading> {
    const documents = await documentsOf(core, collectionNames);
    const fail = (error: unknown) => {
      throw error;
    };
    let list: string[] | undefined;
    const stopList = core.watchCustomers(
      { sort: 'customerNo', descending: false },
      { from: 0, count: 1000 },
      (window) => {
        list = window.rows.map(({ id }) => id);
      },
      fail,
    );
    let outbox: OutboxEntry[] = [];
    const stopOutbox = core.watchOutbox((entries) => {
      outbox = entries;
    }, fail);
    let status: SyncStatus | undefined;
    const stopStatus = core.onStatus((next) => {
      status = next;
    });
    await this.#time.pass(1000);
    for (const stop of [stopList, stopOutbox, stopStatus]) stop();
    if (list === undefined || status === undefined) throw new Error('the list did not come');
    return { documents, list, outbox, status };
  }

  #find(texts: readonly string[]): string[] {
    const others = JSON.stringify([[...this.#machine.secrets], this.#machine.journal]);
    const records = [...this.#machine.disk.records()].map((record) => Buffer.from(record));
    return texts.filter(
      (text) => others.includes(text) || records.some((record) => record.includes(Buffer.from(text, 'utf8'))),
    );
  }
}

/** Those of other collections are left empty. */
async function documentsOf(core: ReplicaCore, wanted: readonly CollectionName[]): Promise<Documents> {
  const found = collectionNames.map(
    async (name) => [name, wanted.includes(name) ? await core.all(name) : []] as const,
  );
  return Object.fromEntries(await Promise.all(found)) as unknown as Documents;
}
