import { IconBuilding, IconUser } from '@tabler/icons-react';
import type { Customer } from '#shared/model/customer.ts';
import styles from './marks.module.css';

/*
 * The words come in: a list draws hundreds of these while it is scrolled, and each look-up of a text would cost more
 * than the mark.
 */

/** Retail or corporate, named for those who do not see the icon. */
export function KindIcon(props: { kind: Customer['kind']; label: string; size?: number }) {
  const { kind, label, size = 15 } = props;
  const Icon = kind === 'corporate' ? IconBuilding : IconUser;
  return <Icon className={styles.kind} size={size} stroke={1.6} role="img" aria-label={label} />;
}

export function GradeMark({ grade, label }: { grade: Customer['grade']; label: string }) {
  return (
    <span className={styles.grade} data-grade={grade}>
      {label}
    </span>
  );
}

export function LifecycleMark({ lifecycle, label }: { lifecycle: Customer['lifecycle']; label: string }) {
  return (
    <span className={styles.lifecycle} data-lifecycle={lifecycle}>
      {label}
    </span>
  );
}
