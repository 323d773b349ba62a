import { useTranslation } from 'react-i18next';
import type { SearchHit } from '#renderer/replica/api.ts';
import styles from './customer-search.module.css';
import { Highlight } from './highlight.tsx';

interface Props {
  id: string;
  hit: SearchHit;
  selected: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

export function SearchOption({ id, hit, selected, onPoint, onChoose }: Props) {
  const { t } = useTranslation(['app', 'model']);
  const { row, matched, range, text } = hit;
  const inName = matched === 'name' || matched === 'pinyin' || matched === 'initials';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the focus stays in the field, which has the keys of the list.
    <div
      className={styles.option}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      ref={(element) => {
        if (selected) element?.scrollIntoView({ block: 'nearest' });
      }}
      onMouseMove={onPoint}
      // The field keeps the focus: a blur would close the list before the click arrives.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
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
    </div>
  );
}
