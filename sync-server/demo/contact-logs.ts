import { dateOfDay } from '#shared/domain/day-number.ts';
import type { Random } from '#shared/domain/random.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import type { Holding } from '#shared/model/holding.ts';
import type { DemoBank } from './bank.ts';
import { corporateNotes, counterNotes, retailNotes } from './contact-notes.ts';
import { demoId } from './ids.ts';
import type { CorporateMember, Lifecycle, RetailMember } from './member.ts';

/** How often and how long ago a customer was last spoken to, in days: what makes a lifecycle believable. */
const rhythm: Record<Lifecycle, { contacts: number; from: number; to: number }> = {
  active: { contacts: 3.7, from: 1, to: 540 },
  potential: { contacts: 2, from: 1, to: 120 },
  dormant: { contacts: 1, from: 200, to: 720 },
  lost: { contacts: 1.5, from: 380, to: 730 },
};

export function contactLogsOf(
  bank: DemoBank,
  member: RetailMember | CorporateMember,
  holdings: readonly Holding[],
  random: Random,
): ContactLog[] {
  const { contacts, from, to } = rhythm[member.lifecycle];
  const wanted = member.manager === undefined ? contacts * 0.5 : contacts;
  const count = Math.round(Math.max(0, wanted * (0.3 + 1.4 * random.next())));
  const notes = member.kind === 'corporate' ? corporateNotes : retailNotes;
  const product = holdings[0]?.productName ?? '活期存款';
  return Array.from({ length: count }, (_, number) => {
    const { channel, direction, outcome, note, nextStep } =
      member.manager === undefined || random.chance(0.3) ? random.pick(counterNotes) : random.pick(notes);
    const author =
      channel === 'counter' || member.manager === undefined
        ? random.pick(member.team.tellers)
        : member.manager;
    // Squared: more was said lately than long ago.
    const day = bank.today - from - Math.floor((to - from) * random.next() ** 2);
    return {
      id: demoId(bank.seed, 'contact', `${member.index}.${number}`),
      customerId: member.id,
      channel,
      direction,
      outcome,
      occurredAt: momentOn(day, random),
      note: note.replace('{product}', product),
      ...(nextStep === undefined ? {} : { nextStep, nextStepOn: dateOfDay(day + random.int(1, 10)) }),
      authorId: author.id,
      authorName: author.name,
    };
  });
}

/** Some moment of a working day in China, 09:00 to 17:29 at UTC+8. */
export function momentOn(day: number, random: Random): string {
  const minute = random.int(9 * 60, 17 * 60 + 29) - 8 * 60;
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return `${dateOfDay(day)}T${clock}:${String(random.int(0, 59)).padStart(2, '0')}.000Z`;
}
