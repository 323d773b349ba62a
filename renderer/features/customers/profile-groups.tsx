import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './profile.module.css';
import type { ProfileGroup, VisibleField } from './profile-fields.ts';

const groups: readonly ProfileGroup[] = ['identity', 'contact', 'person', 'company', 'notes', 'bank'];

export interface ProfileGroupsProps {
  fields: readonly VisibleField[];
  wrap: (children: ReactNode) => ReactNode;
  field: (field: VisibleField) => ReactNode;
  /** What is to be said of a group's fields together. */
  note?: (group: ProfileGroup) => ReactNode;
}

/** The fields under their headings, the same places for reading and for editing. */
export function ProfileGroups({ fields, wrap, field, note }: ProfileGroupsProps) {
  const { t } = useTranslation('customers');
  return groups.map((group) => {
    const own = fields.filter((one) => one.group === group);
    if (own.length === 0) return null;
    return (
      <section key={group} className={styles.group} aria-label={t(`profile.group.${group}`)}>
        <h2 className={styles.heading}>{t(`profile.group.${group}`)}</h2>
        {note?.(group)}
        {wrap(own.map(field))}
      </section>
    );
  });
}
