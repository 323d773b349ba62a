import { caseDueOn } from '#shared/domain/case-terms.ts';
import { dateOfDay } from '#shared/domain/day-number.ts';
import { randomFrom } from '#shared/domain/random.ts';
import type { Holding } from '#shared/model/holding.ts';
import type { ServiceCase } from '#shared/model/service-case.ts';
import type { DemoBank } from './bank.ts';
import { caseTexts } from './case-texts.ts';
import { momentOn } from './contact-logs.ts';
import { demoId } from './ids.ts';
import { caretakerOf, type Member, SHOWCASE } from './member.ts';

/** Complaints and requests of one customer in thirty, half of them still open, some of those late. */
export function casesOf(bank: DemoBank, member: Member, holdings: readonly Holding[]): ServiceCase[] {
  // A sequence of its own: what else is known of the customer stays as it is.
  const random = randomFrom(`demo ${bank.seed} cases ${member.index}`);
  const shown = member.index < SHOWCASE && member.index % 7 === 3;
  if (!shown && !random.chance(member.lifecycle === 'potential' ? 0.005 : 0.031)) return [];
  const product = holdings.find(({ place }) => place === 'ours')?.productName ?? '活期存款';
  return Array.from({ length: random.chance(0.12) ? 2 : 1 }, (_, number): ServiceCase => {
    const { kind, severity, channel, subject, detail, resolution } = random.pick(caseTexts);
    const isOpen = number === 0 && (shown || random.chance(0.5));
    const opened = bank.today - (isOpen ? random.int(1, 12) : random.int(15, 200));
    const caretaker = kind === 'complaint' ? member.team.head : caretakerOf(member, random);
    const resolved = Math.min(bank.today - 1, opened + random.int(1, 8));
    return {
      id: demoId(bank.seed, 'case', `${member.index}.${number}`),
      customerId: member.id,
      kind,
      severity,
      status: isOpen ? (random.chance(0.4) ? 'in_progress' : 'open') : 'resolved',
      channel,
      subject,
      detail: detail.replace('{product}', product),
      openedAt: momentOn(opened, random),
      dueOn: caseDueOn(severity, dateOfDay(opened)),
      ownerId: caretaker.id,
      createdById: random.pick(member.team.tellers).id,
      ...(isOpen ? {} : { resolution, resolvedAt: momentOn(resolved, random), resolvedById: caretaker.id }),
    };
  });
}
