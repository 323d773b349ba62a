import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useDecisionCount } from '#renderer/features/inbox/public.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { BrandMark } from './brand.tsx';
import styles from './frame.module.css';
import { navItemsOf } from './nav-items.ts';

export function Navigation() {
  const { t } = useTranslation('app');
  const items = navItemsOf(useUser().role);
  const { total } = useDecisionCount();
  return (
    <nav className={styles.nav} aria-label={t('nav.label')}>
      <div className={styles.brand}>
        <BrandMark />
        <span className={styles.navText}>{t('product')}</span>
      </div>
      <ul className={styles.navList}>
        {items.map(({ to, text, icon: Icon }) => (
          <li key={to}>
            <NavLink to={to} className={styles.navLink ?? ''} title={t(`nav.${text}`)}>
              <Icon size={17} stroke={1.7} />
              <span className={styles.navText}>{t(`nav.${text}`)}</span>
              {text === 'inbox' && total > 0 && <span className={styles.navCount}>{total}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
