import { dateOfDay } from '#shared/domain/day-number.ts';
import { randomFrom } from '#shared/domain/random.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import type { Customer } from '#shared/model/customer.ts';
import type { Holding } from '#shared/model/holding.ts';
import type { Task } from '#shared/model/task.ts';
import { type DemoBank, yuan } from './bank.ts';
import { HoldingFactory } from './holding-factory.ts';
import { demoId } from './ids.ts';
import { caretakerOf, type Member, SHOWCASE } from './member.ts';

/** Gives visits an hour, a length and a place, some calls an hour, and a few customers something that comes again. */
export function timed(bank: DemoBank, member: Member, customer: Customer, tasks: readonly Task[]): Task[] {
  const random = randomFrom(`demo ${bank.seed} times ${member.index}`);
  const hour = () => `${String(random.int(9, 16)).padStart(2, '0')}:${random.pick(['00', '15', '30', '45'])}`;
  const placed = tasks.map((task): Task => {
    if (task.kind === 'visit') {
      const place = customer.address ?? `${member.team.town}市`;
      return { ...task, time: hour(), minutes: random.pick([30, 45, 60, 90]), place };
    }
    return task.kind === 'call' && random.chance(0.4) ? { ...task, time: hour(), minutes: 15 } : task;
  });
  const shown = member.index < SHOWCASE && member.index % 11 === 1;
  if (member.manager === undefined || !(shown || (customer.grade !== 'standard' && random.chance(0.06)))) {
    return placed;
  }
  const weekly = random.chance(0.3);
  const dueOn = dateOfDay(bank.today + random.int(0, weekly ? 6 : 20));
  const caretaker = caretakerOf(member, random);
  placed.push({
    id: demoId(bank.seed, 'task', `${member.index}.again`),
    customerId: member.id,
    title: weekly ? '每周联系，跟进资金安排' : '每月资产回顾',
    kind: 'call',
    priority: 'normal',
    status: 'open',
    dueOn,
    assigneeId: caretaker.id,
    createdById: caretaker.id,
    time: weekly ? '09:30' : '10:00',
    minutes: 30,
    repeats: { unit: weekly ? 'week' : 'month', every: 1, countsFrom: dueOn, turn: 0 },
  });
  return placed;
}

const responses = ['interested', 'declined', 'later', 'taken'] as const;

/** Of every fourth contact in which something was declined or liked: by which rule it had been offered. */
export function offered(
  bank: DemoBank,
  member: Member,
  holdings: readonly Holding[],
  logs: readonly ContactLog[],
): ContactLog[] {
  const random = randomFrom(`demo ${bank.seed} offers ${member.index}`);
  const matures = holdings.some(({ maturesOn, category }) => maturesOn !== undefined && category === 'asset');
  return logs.map((log) => {
    const about = log.outcome === 'interested' || log.outcome === 'declined';
    if (!about || !random.chance(0.25)) return log;
    const rule = member.income > 0 && matures ? 'maturity' : 'idleBalance';
    const response = log.outcome === 'declined' ? 'declined' : random.pick(responses);
    return { ...log, offer: { rule, productId: bank.product(matures ? 'TD12' : 'WM03').id, response } };
  });
}

const property = ['自住房产', '商铺', '私家车', '公司股权'];
const otherBanks = ['他行活期存款', '他行定期存款', '他行理财'];

/** What some are known to own elsewhere: money at other banks, and what is no bank's business but counts. */
export function elsewhere(bank: DemoBank, member: Member, holdings: readonly Holding[]): Holding[] {
  const random = randomFrom(`demo ${bank.seed} elsewhere ${member.index}`);
  const factory = new HoldingFactory(bank, member, random, holdings);
  const shown = member.index < SHOWCASE && member.index % 4 === 0;
  if (member.age < 18 || member.lifecycle === 'lost') return factory.holdings;
  const known = holdings.some(({ place }) => place === 'other_bank');
  const wealth = Math.max(50_000, member.wealth);
  if (!known && (shown || (member.manager !== undefined && random.chance(0.06)))) {
    const amount = Math.round((wealth * (0.1 + random.next())) / 10_000) * 10_000;
    factory.elsewhere(random.pick(otherBanks), Math.max(10_000, amount));
  }
  if (shown || random.chance(0.05)) {
    const owned = factory.elsewhere(random.pick(property), 0);
    owned.place = 'other';
    owned.balance = yuan(Math.max(5, Math.round((wealth * (1 + 2 * random.next())) / 10_000)) * 10_000);
  }
  return factory.holdings;
}
