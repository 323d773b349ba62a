import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LookupRequest } from '#shared/protocol/lookup.ts';
import { typedNumber } from './typed-number.ts';

export const reasons = ['counter', 'card', 'loss', 'loan', 'complaint', 'other'] as const;
export type Reason = (typeof reasons)[number];

export interface WalkIn {
  readonly by: LookupRequest['by'];
  readonly value: string;
  readonly reason: Reason | '';
  readonly detail: string;
  change(change: Partial<Pick<WalkIn, 'by' | 'value' | 'reason' | 'detail'>>): void;
  /** What was asked for and is still missing, once somebody has tried to go on. */
  readonly missing: Readonly<Record<'value' | 'reason' | 'detail', boolean>>;
  /** The number as it stands at the bank and the reason in words; `null` where something is missing, which then shows. */
  read(): { by: LookupRequest['by']; value: string; reason: string } | null;
}

/** What a walk-in customer shows, and why they are served: asked for online and offline alike. */
export function useWalkIn(typed: string): WalkIn {
  const { t } = useTranslation('walkIn');
  const [fields, setFields] = useState(() => {
    const guess = typedNumber(typed);
    return {
      by: guess?.by ?? ('idNumber' as LookupRequest['by']),
      value: guess?.value ?? typed.trim(),
      reason: '' as Reason | '',
      detail: '',
    };
  });
  const [asked, setAsked] = useState(false);
  const { by, value, reason, detail } = fields;
  const missing = {
    value: value.trim() === '',
    reason: reason === '',
    detail: reason === 'other' && detail.trim() === '',
  };
  return {
    ...fields,
    change: (change) => setFields((before) => ({ ...before, ...change })),
    missing: {
      value: asked && missing.value,
      reason: asked && missing.reason,
      detail: asked && missing.detail,
    },
    read: () => {
      setAsked(true);
      if (reason === '' || missing.value || missing.detail) return null;
      const words = [reason === 'other' ? '' : t(`reason.${reason}`), detail.trim()];
      return {
        by,
        value: value.replace(/[\s-]/g, '').toUpperCase(),
        reason: words
          .filter((part) => part !== '')
          .join(' · ')
          .slice(0, 200),
      };
    },
  };
}
