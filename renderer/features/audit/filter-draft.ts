import { z } from 'zod';
import { parseTypedDate } from '#renderer/ui/typed-date.ts';
import { type BusinessDate, plusDays } from '#shared/domain/business-date.ts';
import type { AuditFilter } from '#shared/protocol/audit.ts';

/** What stands in the fields; empty for what is not asked for. */
export interface FilterDraft {
  from: string;
  to: string;
  actorId: string;
  customerNo: string;
  deviceId: string;
  action: string;
}

export const noFilter: FilterDraft = {
  from: '',
  to: '',
  actorId: '',
  customerNo: '',
  deviceId: '',
  action: '',
};

export interface ReadFilter {
  /** `undefined` where a field cannot be read. */
  readonly filter: AuditFilter | undefined;
  readonly wrong: ReadonlySet<keyof FilterDraft>;
}

/** The question that the fields ask. Days are whole ones of this device's clock, the last included. */
export function readFilter(draft: FilterDraft, today: BusinessDate): ReadFilter {
  const wrong = new Set<keyof FilterDraft>();
  const day = (field: 'from' | 'to') => {
    if (draft[field].trim() === '') return undefined;
    const date = parseTypedDate(draft[field], today);
    if (date === null) wrong.add(field);
    return date ?? undefined;
  };
  const from = day('from');
  const to = day('to');
  const deviceId = draft.deviceId.trim().toLowerCase();
  if (deviceId !== '' && !z.uuid().safeParse(deviceId).success) wrong.add('deviceId');
  if (wrong.size > 0) return { filter: undefined, wrong };
  const customerNo = draft.customerNo.trim();
  return {
    filter: {
      ...(from !== undefined && { from: midnight(from) }),
      ...(to !== undefined && { to: midnight(plusDays(to, 1)) }),
      ...(draft.actorId !== '' && { actorId: draft.actorId }),
      ...(customerNo !== '' && { customerNo }),
      ...(deviceId !== '' && { deviceId }),
      ...(draft.action !== '' && { action: draft.action }),
    },
    wrong,
  };
}

function midnight(day: BusinessDate): string {
  return new Date(`${day}T00:00:00`).toISOString();
}
