import { Button, Radio, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import { useUnmaskingOf } from '#renderer/ui/use-unmasking.ts';
import admin from './admin.module.css';
import type { AdminFile } from './admin-file.ts';
import styles from './merge-compare.module.css';
import { useMergeRows } from './use-merge-rows.ts';

export const sides = ['left', 'right'] as const;
export type Side = (typeof sides)[number];

interface Props extends Record<Side, AdminFile> {
  survivor: Side | '';
  onSurvivor: (side: Side) => void;
  missing: boolean;
}

/** Both customers side by side, what differs in bold; the one that stays is chosen at its head. */
export function MergeCompare({ left, right, survivor, onSurvivor, missing }: Props) {
  const { t } = useTranslation(['admin', 'customers']);
  const { allowed, revealed, toggle } = useUnmaskingOf([left.id, right.id]);
  const words = useModelText();
  const rows = useMergeRows(left, right, revealed);
  const files = { left, right };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys. */}
      <section className={styles.scroller} tabIndex={0} aria-label={t('admin:merge.compare')}>
        <table className={styles.table} aria-label={t('admin:merge.compare')}>
          <colgroup>
            <col />
            <col />
            <col />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t('admin:merge.keep')}</th>
              {sides.map((side) => (
                <th scope="col" key={side}>
                  <Radio
                    size="xs"
                    name="survivor"
                    label={files[side].name ?? files[side].customerNo}
                    checked={survivor === side}
                    onChange={() => onSurvivor(side)}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ field, label, values, differs }) => (
              <tr key={field} data-differs={differs || undefined}>
                <th scope="row">{label ?? words.field('customers', field)}</th>
                {sides.map((side) => (
                  <td key={side} data-survivor={survivor === side || undefined}>
                    {values[side] || '—'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {allowed && (
        <Button variant="subtle" color="gray" aria-pressed={revealed} onClick={toggle}>
          {t(revealed ? 'customers:page.hide' : 'customers:page.show')}
        </Button>
      )}
      {missing && (
        <Text className={admin.off} role="alert">
          {t('admin:merge.choose')}
        </Text>
      )}
      <Text my="sm">{t('admin:merge.effect')}</Text>
    </>
  );
}
