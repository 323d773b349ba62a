import type { Money } from '#shared/model/primitives.ts';

const scales: Record<string, number> = {
  '': 1,
  万: 10_000,
  亿: 100_000_000,
  w: 10_000,
  k: 1_000,
  m: 1_000_000,
};

/** Minor units to one major unit: fen in a yuan, haléř in a crown. Currencies here all have two decimals. */
const MINOR = 100;

/**
 * An amount as people type it: `12,500.5`, `35万`, `1.2亿`, `80k`. Returns `null` where it is no amount, or one
 * that minor units cannot hold exactly.
 */
export function parseTypedAmount(text: string, currency: string): Money | null {
  const match = /^(-?\d+(?:\.\d+)?)(万|亿|w|k|m)?$/i.exec(text.replace(/[,，\s]/g, ''));
  if (match === null) return null;
  const scale = scales[(match[2] ?? '').toLowerCase()] ?? 1;
  const minor = Number(match[1]) * scale * MINOR;
  const rounded = Math.round(minor);
  // 0.1 + 0.2 is not 0.3: a hair's breadth is arithmetic, more is a third decimal that somebody typed.
  if (!Number.isSafeInteger(rounded) || Math.abs(minor - rounded) > 1e-4) return null;
  return { minor: rounded, currency };
}

/** The amount as a person would type it again, without grouping. */
export function typedAmountOf(money: Money): string {
  const text = (money.minor / MINOR).toFixed(2);
  return text.endsWith('.00') ? text.slice(0, -3) : text;
}
