import type { EditInput } from '#renderer/replica/api/edits.ts';
import type { Random } from '#shared/domain/random.ts';
import type { CollectionName } from '#shared/model/collections.ts';
import { readableDocuments } from '../checks/watch.ts';
import type { Documents } from '../device/commands.ts';
import type { Person } from '../world/bank.ts';
import { type Act, deviceAtWork } from './step.ts';

type Stored = Documents['customers'][number];

/** The person at work changes or adds something that the screen shows, and perhaps more of it. */
export const edit: Act = async (world, random) => {
  const device = deviceAtWork(world, random);
  const author = device?.atWork;
  if (device === undefined || author === undefined) return;
  const nextInput = async () => {
    const documents = await readableDocuments(world, device, SHOWN);
    if (documents === undefined) return undefined;
    return inputFrom(documents, world.person(author), random, () => {
      world.nextId += 1;
      return world.nextId;
    });
  };
  if (random.chance(0.15)) {
    // Chosen by what the screen shows before any of them: some are of one document, and some change nothing any more.
    const inputs: EditInput[] = [];
    for (let left = random.int(2, 6); left > 0; left -= 1) {
      const input = await nextInput();
      if (input !== undefined) inputs.push(input);
    }
    if (inputs.length > 0) await world.act(device, { do: 'editMany', inputs });
    return;
  }
  for (let left = random.int(1, 3); left > 0; left -= 1) {
    const input = await nextInput();
    if (input !== undefined) await world.act(device, { do: 'edit', input });
  }
};

const SHOWN: readonly CollectionName[] = ['customers', 'tasks', 'inbox', 'cases', 'personal'];

function inputFrom(
  documents: Documents,
  author: Person,
  random: Random,
  next: () => number,
): EditInput | undefined {
  const { customers, tasks } = documents;
  if (customers.length === 0) return undefined;
  // The first ones again and again: people meet over the same file.
  const some = random.chance(0.6) ? customers.slice(0, 2) : customers;
  const customer = random.pick(some);
  const customerId = String(customer.id);
  const own = tasks.filter((task) => task.customerId === customerId);
  const kind = random.weighted([
    ['kyc', 4],
    ['field', 4],
    ['several', 2],
    ['clear', 1],
    ['task', own.length > 0 ? 4 : 0.001],
    ['newTask', 3],
    ['log', 4],
    ['relationship', author.role === 'teller' ? 0.001 : 2],
    ['resolve', documents.inbox.length > 0 ? 2 : 0.001],
    ['case', 3],
    ['personal', 4],
  ] as const);
  const change = (next: EditInput['next']): EditInput => ({
    collection: 'customers',
    intent: 'customer.edit',
    documentId: customerId,
    next,
  });
  const number = next();
  switch (kind) {
    case 'kyc':
      return change(
        random.pick([
          { mobile: phone(number) },
          { mobile: phone(number) },
          { address: `长江路${number}号` },
          { name: `钟改${number}` },
        ]),
      );
    case 'field':
      return change(
        random.pick([
          { email: `a${number}@example.com` },
          { occupation: `职业${number}` },
          { tags: [`标签${number}`, ...tagsOf(customer)].slice(0, 5) },
          ...(author.role === 'teller' ? [] : [{ remarks: `改备注${number}` }]),
        ]),
      );
    case 'several':
      return change({ mobile: phone(number), employer: `公司${number}`, education: 'bachelor' });
    case 'clear':
      return change({ occupation: null });
    case 'task': {
      const task = own.length > 0 ? random.pick(own) : undefined;
      if (task === undefined) return undefined;
      return {
        collection: 'tasks',
        intent: 'task.edit',
        documentId: String(task.id),
        next: random.pick([
          { title: `改任务${number}` },
          { note: `说明${number}` },
          { priority: random.pick(['high', 'low']) },
          { dueOn: `2026-12-${String(1 + (number % 28)).padStart(2, '0')}` },
        ]),
      };
    }
    case 'newTask':
      return {
        collection: 'tasks',
        intent: 'task.add',
        customerId,
        next: {
          title: `任务${number}`,
          kind: 'visit',
          priority: 'normal',
          status: 'open',
          dueOn: '2026-12-05',
          assigneeId: author.id,
          createdById: author.id,
        },
      };
    case 'log':
      return {
        collection: 'contactLogs',
        intent: 'contactLog.add',
        customerId,
        next: {
          channel: 'visit',
          direction: 'outbound',
          outcome: 'interested',
          occurredAt: '2026-11-20T08:00:00.000Z',
          note: `拜访${number}`,
          authorId: author.id,
          authorName: author.name,
        },
      };
    case 'relationship':
      return {
        collection: 'relationships',
        intent: 'relationship.add',
        customerId,
        next: { kind: 'contact_person', relatedName: `联系人${number}` },
      };
    case 'case':
      return caseInput(
        documents.cases.filter((one) => one.customerId === customerId),
        customerId,
        author,
        random,
        number,
      );
    case 'personal':
      return personalInput(documents.personal, customerId, author, random, number);
    case 'resolve': {
      const item = documents.inbox.length > 0 ? random.pick(documents.inbox) : undefined;
      if (item === undefined) return undefined;
      return {
        collection: 'inbox',
        intent: 'inbox.resolve',
        documentId: String(item.id),
        next: { resolved: true },
      };
    }
  }
}

/** A complaint is entered, or one that is there goes on. */
function caseInput(
  cases: readonly Stored[],
  customerId: string,
  author: Person,
  random: Random,
  number: number,
): EditInput {
  const known = cases.length > 0 && random.chance(0.6) ? random.pick(cases) : undefined;
  if (known === undefined) {
    return {
      collection: 'cases',
      intent: 'case.open',
      customerId,
      next: {
        kind: 'complaint',
        severity: 'serious',
        status: 'open',
        channel: 'counter',
        subject: `投诉${number}`,
        detail: `经过${number}`,
        openedAt: '2026-11-20T08:00:00.000Z',
        dueOn: '2026-11-27',
        ownerId: author.id,
        createdById: author.id,
      },
    };
  }
  return {
    collection: 'cases',
    intent: 'case.edit',
    documentId: String(known.id),
    next: random.pick([
      { severity: random.pick(['urgent', 'normal']) },
      { detail: `补充${number}` },
      { status: 'resolved', resolution: `结果${number}`, resolvedById: author.id },
    ]),
  };
}

/** A view, a reminder's state or a setting of one's own: made, or changed on one of one's devices. */
function personalInput(
  personal: readonly Stored[],
  customerId: string,
  author: Person,
  random: Random,
  number: number,
): EditInput {
  const views = personal.filter(({ kind }) => kind === 'view');
  const own = { collection: 'personal', next: { ownerId: author.id } } as const;
  const kind = random.weighted([
    ['view', 3],
    ['viewEdit', views.length > 0 ? 4 : 0.001],
    ['reminder', 2],
    ['preferences', 2],
  ] as const);
  const view = views.length > 0 ? random.pick(views) : undefined;
  if (kind === 'viewEdit' && view !== undefined) {
    const next = random.pick([{ name: `视图改${number}` }, { value: { grade: number } }, { removed: true }]);
    return { collection: 'personal', intent: 'personal.view', documentId: String(view.id), next };
  }
  if (kind === 'preferences') {
    const set = random.pick([{ notify: number % 2 === 0 }, { leadDays: { birthday: number % 30 } }]);
    const isSet = personal.some(({ id }) => id === author.id);
    return {
      collection: 'personal',
      intent: 'personal.preferences',
      ...(isSet
        ? { documentId: author.id, next: set }
        : { newDocumentId: author.id, next: { ...own.next, kind: 'preferences', ...set } }),
    };
  }
  if (kind === 'reminder') {
    const key = `birthday ${customerId} ${number}`;
    return {
      ...own,
      intent: 'personal.reminder',
      next: { ...own.next, kind: 'reminder', key, customerId, state: 'done' },
    };
  }
  return {
    ...own,
    intent: 'personal.view',
    next: { ...own.next, kind: 'view', list: 'customers', name: `视图${number}`, value: { grade: number } },
  };
}

function phone(number: number): string {
  return `137${String(number).padStart(8, '0')}`;
}

function tagsOf({ tags }: Stored): string[] {
  return Array.isArray(tags) ? tags.map(String) : [];
}
