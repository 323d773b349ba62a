import type { Money } from '#shared/model/primitives.ts';

/** An amount in haléř as money. */
export function czk(minor: number): Money {
  return { minor, currency: 'CZK' };
}
