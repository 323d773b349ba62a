import { IconBuilding, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/model/customer.ts';
import styles from './marks.module.css';

/** Retail or corporate, named for those who do not see the icon. */
export function KindIcon({ kind, size = 15 }: { kind: Customer['kind']; size?: number }) {
  const { t } = useTranslation('model');
  const Icon = kind === 'corporate' ? IconBuilding : IconUser;
  return <Icon className={styles.kind} size={size} stroke={1.6} role="img" aria-label={t(`kind.${kind}`)} />;
}

export function GradeMark({ grade }: { grade: Customer['grade'] }) {
  const { t } = useTranslation('model');
  return (
    <span className={styles.grade} data-grade={grade}>
      {t(`grade.${grade}`)}
    </span>
  );
}

export function LifecycleMark({ lifecycle }: { lifecycle: Customer['lifecycle'] }) {
  const { t } = useTranslation('model');
  return (
    <span className={styles.lifecycle} data-lifecycle={lifecycle}>
      {t(`lifecycle.${lifecycle}`)}
    </span>
  );
}
