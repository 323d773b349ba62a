/** What a reminder is about: money due, a birthday, something in one's own diary, an answer somebody is owed. */
export const reminderKinds = ['instalment', 'maturity', 'birthday', 'schedule', 'complaint'] as const;
export type ReminderKind = (typeof reminderKinds)[number];

/** Days ahead at which each kind of reminder first shows. */
export type LeadDays = Readonly<Record<ReminderKind, number>>;

export const defaultLeadDays: LeadDays = {
  instalment: 7,
  maturity: 30,
  birthday: 7,
  schedule: 1,
  complaint: 3,
};

type Some = { readonly [kind in ReminderKind]?: number | undefined };

/** What holds for a person: their own days, else the bank's, else those built in. */
export function leadDaysOf(bank: Some | undefined, own: Some | undefined): LeadDays {
  const of = (kind: ReminderKind) => own?.[kind] ?? bank?.[kind] ?? defaultLeadDays[kind];
  return {
    instalment: of('instalment'),
    maturity: of('maturity'),
    birthday: of('birthday'),
    schedule: of('schedule'),
    complaint: of('complaint'),
  };
}
