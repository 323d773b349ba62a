import type { Random } from '#shared/domain/random.ts';
import type { CollectionName } from '#shared/model/collections.ts';
import type { Action, Command, Documents, Finished, Reading, Report } from '../device/commands.ts';
import type { DeviceThread } from '../device/handle.ts';
import { type Person, people, START, type Username } from './bank.ts';
import type { SimDatabase } from './database.ts';
import { EditBook } from './edits.ts';
import { emptyTally, type Happening } from './happening.ts';
import type { ServerNode } from './node.ts';
import type { Message, SimDevice } from './sim-device.ts';
import { Violation } from './violation.ts';

/** Sees what passes between devices and server; a step more than the network itself needs. */
export interface Watcher {
  asked(message: Message): Promise<void>;
  delivering(message: Message): Promise<() => Promise<void>>;
}

export interface SlowWriter {
  commit(): Promise<void>;
  rollBack(): Promise<void>;
}

/** Milliseconds for which a backup is used: within the hours for which devices keep sealed copies. */
const BACKUP_WINDOW = 40 * 3_600_000;

/** All of one run: the bank, its nodes, its devices and the messages between them. */
export class World {
  readonly seed: number;
  readonly database: SimDatabase;
  readonly nodes: readonly ServerNode[];
  readonly devices: SimDevice[] = [];
  readonly edits = new EditBook();
  readonly people = new Map<Username, Person>();
  /** Asked and not delivered, in the order of asking. */
  messages: Message[] = [];
  /** Copies of requests that the network may deliver once more; nobody waits for their answers. */
  echoes: Message[] = [];
  readonly trace: string[] = [];
  readonly happened = emptyTally();
  watcher: Watcher | undefined;
  /** Values that the bank's own systems have written, by `document field`. */
  readonly imported = new Map<string, string[]>();
  /** Documents as the bank's own systems entered them. */
  readonly initial = new Map<string, Record<string, unknown>>();
  /** The defect that code has in this run, devices' code too. */
  readonly defect: string | undefined;
  /** Answers that nodes gave. */
  served = 0;
  /** Answers that brought something. */
  moved = 0;
  /** The number of the next customer. */
  nextFile = 1;
  nextId = 1;
  /** A writer that has written and not committed yet. */
  slow: SlowWriter | undefined;
  #time = START;
  #backedUp = 0;
  #messages = 0;
  #acts = 0;

  constructor(seed: number, database: SimDatabase, nodes: readonly ServerNode[], defect?: string) {
    this.defect = defect;
    this.seed = seed;
    this.database = database;
    this.nodes = nodes;
    for (const person of people) this.people.set(person.username as Username, { ...person });
  }

  get time(): number {
    return this.#time;
  }

  pass(milliseconds: number): void {
    this.#time += milliseconds;
  }

  count(happening: Happening, times = 1): void {
    this.happened[happening] += times;
  }

  note(line: string): void {
    this.trace.push(line);
  }

  person(username: Username): Person {
    const person = this.people.get(username);
    if (person === undefined) throw new Error(username);
    return person;
  }

  /** A node that works; one that died is started again. */
  async node(random: Random): Promise<ServerNode> {
    const node = random.pick(this.nodes);
    if (await node.restartIfDead()) this.note(`  ${node.name} starts again`);
    return node;
  }

  async tell(device: SimDevice, command: Command): Promise<Report> {
    const report = await device.thread.obey(this.#time + device.shift, command);
    device.journal = report.journal;
    if (report.died) {
      this.count('program died while writing');
      this.gone(device, 'dies while it writes');
    }
    for (const finished of report.finished) this.#end(device, finished);
    if (!report.open && device.atWork !== undefined) {
      this.note(`  ${device.name} is closed to ${device.atWork}`);
      device.atWork = undefined;
    }
    for (const asked of report.requests) {
      this.#messages += 1;
      const message: Message = {
        id: this.#messages,
        device,
        boot: device.boot,
        asked,
        answer: undefined,
        served: 0,
      };
      this.messages.push(message);
      await this.watcher?.asked(message);
    }
    if (!device.cut) return report;
    for (const message of this.of(device)) {
      this.count('request lost');
      this.forget(message);
      await this.tell(device, { kind: 'noAnswer', request: message.asked.id });
    }
    return report;
  }

  /** A machine that was never used, in this thread. */
  async make(thread: DeviceThread, name: string): Promise<void> {
    const { seed, time, defect } = this;
    await thread.obey(time, {
      kind: 'make',
      seed: `${seed} ${name}`,
      ...(defect === undefined ? {} : { defect }),
    });
  }

  async boot(device: SimDevice): Promise<void> {
    if (device.running) return;
    device.running = true;
    device.boot += 1;
    device.checkAtPull = true;
    await this.tell(device, { kind: 'boot' });
  }

  /** The program is no more. */
  gone(device: SimDevice, how: string): void {
    device.running = false;
    device.atWork = undefined;
    this.messages = this.messages.filter((message) => message.device !== device);
    this.note(`  ${device.name} ${how}`);
  }

  /** Begins an action; its end is heard of in a later report. */
  async act(device: SimDevice, action: Action): Promise<number> {
    this.#acts += 1;
    const id = this.#acts;
    device.acts.set(id, { action, by: device.atWork });
    await this.tell(device, { kind: 'act', id, action });
    return id;
  }

  /** Messages of a device that wait for something to happen to them. */
  of(device: SimDevice): Message[] {
    return this.messages.filter((message) => message.device === device);
  }

  forget(message: Message): void {
    this.messages = this.messages.filter((other) => other !== message);
  }

  /** The documents of these collections only. */
  async documents(device: SimDevice, documents: readonly CollectionName[]): Promise<Documents | undefined> {
    return (await this.tell(device, { kind: 'read', documents })).documents;
  }

  async read(device: SimDevice): Promise<Reading> {
    const { reading } = await this.tell(device, { kind: 'read' });
    if (reading === undefined) throw new Error('nothing was read');
    return reading;
  }

  async backUp(): Promise<void> {
    await this.database.backUp();
    this.#backedUp = this.time;
    this.note('  the database is backed up');
  }

  /** The database is put back to the backup. What was answered since is not known there any more. */
  async restore(): Promise<void> {
    // Devices keep what was answered for as long as a backup may be old, and no longer.
    if (this.time - this.#backedUp > BACKUP_WINDOW) return;
    await this.slow?.rollBack();
    const { pool } = this.database;
    const lost = await this.database.restore();
    if (lost === undefined) return;
    const waiting = new Set(this.devices.flatMap(({ journal }) => journal));
    const onTheirWay = this.messages.map(({ answer }) => answer?.body ?? '').join();
    for (const id of lost) if (!waiting.has(id) || onTheirWay.includes(id)) this.edits.lostByRestore.add(id);
    const found = await pool.query<Pick<Person, 'username' | 'role'> & { branch_id: string }>(
      'select username, role, branch_id from users',
    );
    for (const { username, role, branch_id } of found.rows)
      Object.assign(this.person(username as Username), { role, branchId: branch_id });
    this.count('database put back');
    this.count('answered edit lost with it', this.edits.lostByRestore.size);
    this.note(`  the database is put back; ${lost.length} edits are gone with it`);
  }

  #end(device: SimDevice, { id, ok, code, value }: Finished): void {
    const act = device.acts.get(id);
    if (act === undefined) return;
    device.acts.delete(id);
    const { action } = act;
    if (!ok && code !== undefined && !/^[a-z_]+$/.test(code))
      throw new Violation(
        'every action ends',
        `${device.name}: ${action.do} failed with ${code.replaceAll(/\s+/g, ' ').slice(0, 300)}`,
      );
    let what = action.do === 'signIn' ? `signIn ${action.username}` : action.do;
    const inputs = action.do === 'edit' ? [action.input] : action.do === 'editMany' ? action.inputs : [];
    for (const [index, input] of ok && act.by !== undefined ? inputs.entries() : []) {
      const { mutationId, documentId } = value?.saved?.[index] ?? { mutationId: '', documentId: '' };
      if (mutationId === '' || act.by === undefined) continue;
      what += ` ${this.edits.add({
        mutationId,
        documentId,
        author: act.by,
        device: device.name,
        input,
        replica: device.replicas,
        undone: false,
      })}`;
    }
    if (ok && action.do === 'signIn') {
      device.atWork = action.username as Username;
      device.seen.add(device.atWork);
      what += ` ${value?.mode}`;
    }
    if (ok && action.do === 'signOut') device.atWork = undefined;
    this.note(`  ${device.name} ${what}: ${ok ? 'done' : code}`);
  }
}
