import { useTranslation } from 'react-i18next';
import { Highlight } from '../highlight.tsx';
import { Option, type OptionProps } from './option.tsx';
import styles from './palette.module.css';
import type { FoundCustomer } from './palette-items.ts';

export function CustomerOption({ hit, ...option }: OptionProps & { hit: FoundCustomer }) {
  const { t } = useTranslation(['app', 'model']);
  const { row, matched, range, text } = hit;
  const inName = matched === 'name' || matched === 'pinyin' || matched === 'initials';
  return (
    <Option {...option}>
      <span className={styles.name}>
        <Highlight text={row.name} range={inName ? range : undefined} />
        <small>
          {t(`model:kind.${row.kind}`)} · {t(`model:grade.${row.grade}`)}
          {!inName &&
            matched !== 'customerNo' &&
            text === undefined &&
            ` · ${t(`app:search.matched.${matched}`)}`}
        </small>
      </span>
      <span className={styles.number}>{row.mobile !== undefined && `•••• ${row.mobile.slice(-4)}`}</span>
      <span className={styles.number}>
        <Highlight text={row.customerNo} range={matched === 'customerNo' ? range : undefined} />
      </span>
      {text !== undefined && (
        <span className={styles.found}>
          {t(`app:search.matched.${matched}`)} · <Highlight text={text} range={range} />
        </span>
      )}
    </Option>
  );
}
