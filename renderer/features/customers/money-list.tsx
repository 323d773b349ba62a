import { useFormat } from '#renderer/ui/use-format.ts';
import type { Money } from '#shared/model/primitives.ts';

/** Sums in several currencies, which cannot be added; nothing held is shown as such. */
export function MoneyList({ sums, none }: { sums: readonly Money[]; none: string }) {
  const format = useFormat();
  if (sums.length === 0) return <>{none}</>;
  return <span className="num">{sums.map((sum) => format.money(sum)).join(' + ')}</span>;
}
