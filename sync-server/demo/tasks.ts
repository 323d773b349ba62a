import { dateOfDay, dayNumberOf } from '#shared/domain/day-number.ts';
import type { Random } from '#shared/domain/random.ts';
import type { Customer } from '#shared/model/customer.ts';
import type { Holding } from '#shared/model/holding.ts';
import type { Task } from '#shared/model/task.ts';
import type { DemoBank } from './bank.ts';
import { momentOn } from './contact-logs.ts';
import { demoId } from './ids.ts';
import { caretakerOf, type Member, SHOWCASE } from './member.ts';
import type { Person } from './organisation.ts';

type Plan = Pick<Task, 'title' | 'kind' | 'priority' | 'dueOn'> & { note?: string };

/** The work of the day: what the file gives reason for, what was promised, and what has been done already. */
export function tasksOf(
  bank: DemoBank,
  member: Member,
  customer: Customer,
  holdings: readonly Holding[],
  random: Random,
): Task[] {
  const tasks: Task[] = [];
  const add = (assignee: Person, plan: Plan, done: boolean) => {
    const completed = Math.min(bank.today - 1, dayNumberOf(plan.dueOn) + random.int(-2, 1));
    tasks.push({
      id: demoId(bank.seed, 'task', `${member.index}.${tasks.length}`),
      customerId: member.id,
      ...plan,
      status: done ? 'done' : 'open',
      assigneeId: assignee.id,
      createdById: random.chance(0.15) ? member.team.head.id : assignee.id,
      ...(done ? { completedAt: momentOn(completed, random), completedById: assignee.id } : {}),
    });
  };
  const caretaker = caretakerOf(member, random);
  if (member.index < SHOWCASE)
    add(showcaseAssignee(member), promised(bank, random, random.int(-2, 2)), false);
  for (const plan of reasons(bank, customer, holdings, random)) add(caretaker, plan, false);
  if (member.lifecycle !== 'lost' && random.chance(0.16)) {
    add(caretaker, promised(bank, random, random.int(-9, 21)), false);
  }
  if (random.chance(0.22)) add(caretaker, promised(bank, random, -random.int(1, 90)), true);
  if (customer.grade === 'private' && random.chance(0.3)) {
    const title = '重点客户季度回访';
    add(
      member.team.head,
      { title, kind: 'visit', priority: 'high', dueOn: dateOfDay(bank.today + random.int(-3, 14)) },
      false,
    );
  }
  return tasks;
}

/** Tellers, managers and the head of the first branch take turns; a manager only with a customer of their own. */
function showcaseAssignee({ index, manager, team }: Member): Person {
  const [first, second] = team.tellers;
  const turn = [first, second, manager, team.head, manager][Math.floor(index / 2) % 5];
  return turn ?? team.head;
}

function reasons(bank: DemoBank, customer: Customer, holdings: readonly Holding[], random: Random): Plan[] {
  const plans: Plan[] = [];
  for (const { maturesOn, status, kind, productName, category, instalments } of holdings) {
    if (status === 'overdue' && instalments) {
      const dueOn = dateOfDay(bank.today + random.int(-2, 1));
      plans.push({
        title: `${productName}逾期${instalments.overdue}期，联系还款`,
        kind: 'call',
        priority: 'high',
        dueOn,
      });
    }
    const left = maturesOn === undefined || category !== 'asset' ? -1 : dayNumberOf(maturesOn) - bank.today;
    if (left >= 3 && left <= 24 && kind !== 'bond' && random.chance(0.5)) {
      plans.push({
        title: `${productName}将到期，联系续存`,
        kind: 'maturity',
        priority: 'normal',
        dueOn: dateOfDay(bank.today + left - 3),
      });
    }
  }
  const expires = customer.idExpiresOn === undefined ? 9999 : dayNumberOf(customer.idExpiresOn) - bank.today;
  if (expires < 30) {
    plans.push({
      title: '证件即将到期，提醒更新',
      kind: 'document',
      priority: expires < 0 ? 'high' : 'normal',
      dueOn: dateOfDay(bank.today + random.int(0, 12)),
    });
  }
  return plans;
}

const promises: readonly Omit<Plan, 'dueOn'>[] = [
  { title: '电话回访理财意向', kind: 'call', priority: 'normal' },
  {
    title: '上门拜访，送资产配置方案',
    kind: 'visit',
    priority: 'normal',
    note: '带上最近三个月的产品单页。',
  },
  { title: '跟进信用卡申请进度', kind: 'follow_up', priority: 'low' },
  { title: '确认代发工资签约材料', kind: 'document', priority: 'normal' },
  { title: '回访服务满意度', kind: 'call', priority: 'low' },
  { title: '邀请参加网点客户活动', kind: 'call', priority: 'low' },
  { title: '跟进他行资金转入', kind: 'follow_up', priority: 'high', note: '客户曾表示月底前转入。' },
  { title: '补录客户职业和单位信息', kind: 'other', priority: 'low' },
];

function promised(bank: DemoBank, random: Random, days: number): Plan {
  return { ...random.pick(promises), dueOn: dateOfDay(bank.today + days) };
}
