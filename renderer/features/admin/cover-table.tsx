import { Badge, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { Cover } from '#shared/protocol/admin.ts';
import styles from './admin.module.css';
import { useCoverText } from './use-cover-text.ts';

interface Props {
  covers: readonly Cover[];
  onEnd: (cover: Cover) => void;
}

export function CoverTable({ covers, onEnd }: Props) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const text = useCoverText(covers);
  const now = Date.now();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys.
    <section className={styles.scroller} tabIndex={0} aria-label={t('cover.title')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('cover.who')}</th>
            <th scope="col">{t('cover.what')}</th>
            <th scope="col">{t('cover.from')}</th>
            <th scope="col">{t('cover.until')}</th>
            <th scope="col">{t('reason')}</th>
            <th scope="col">{t('action')}</th>
          </tr>
        </thead>
        <tbody>
          {covers.map((cover) => (
            <tr key={cover.id}>
              <th scope="row">{text.who(cover)}</th>
              <td>{text.what(cover)}</td>
              <td data-nowrap>
                {format.dateTime(cover.startsAt)}
                {Date.parse(cover.startsAt) > now && (
                  <Badge ml="xs" color="gray">
                    {t('cover.toCome')}
                  </Badge>
                )}
              </td>
              <td data-nowrap>{format.dateTime(cover.endsAt)}</td>
              <td>{cover.reason}</td>
              <td data-nowrap>
                <Button
                  variant="subtle"
                  color="red"
                  size="compact-sm"
                  aria-label={t('cover.endOf', { who: text.who(cover), what: text.what(cover) })}
                  onClick={() => onEnd(cover)}
                >
                  {t('cover.end')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
