import { KycCard } from './kyc-card.tsx';
import { LifecycleCard } from './lifecycle-card.tsx';
import { RatingCard } from './rating-card.tsx';
import styles from './standing.module.css';
import type { CustomerStanding } from './use-standing.ts';

/** What is known of who this is, where they stand and what they are worth, each with the rule that says so. */
export function StandingSection(props: { standing: CustomerStanding; onFill: () => void }) {
  const { standing, onFill } = props;
  return (
    <div className={styles.cards}>
      <KycCard kyc={standing.kyc} onFill={onFill} />
      <LifecycleCard finding={standing.lifecycle} />
      <RatingCard rating={standing.rating} />
    </div>
  );
}
