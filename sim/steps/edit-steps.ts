import type { EditInput } from '#renderer/replica/api.ts';
import type { Random } from '#shared/domain/random.ts';
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
  for (let left = random.int(1, 3); left > 0; left -= 1) {
    const documents = await readableDocuments(world, device, ['customers', 'tasks', 'inbox']);
    if (documents === undefined) return;
    const input = inputFrom(documents, world.person(author), random, () => {
      world.nextId += 1;
      return world.nextId;
    });
    if (input !== undefined) await world.act(device, { do: 'edit', input });
  }
};

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

function phone(number: number): string {
  return `137${String(number).padStart(8, '0')}`;
}

function tagsOf({ tags }: Stored): string[] {
  return Array.isArray(tags) ? tags.map(String) : [];
}
