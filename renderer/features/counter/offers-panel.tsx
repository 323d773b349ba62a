import { Button } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import type { Offer } from '#shared/domain/offer.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import styles from './offers.module.css';
import { type FileParts, useFileParts } from './use-file-parts.ts';
import { useOfferText } from './use-offer-text.ts';

export type OfferResponse = NonNullable<ContactLog['offer']>['response'];
const quickAnswers: readonly OfferResponse[] = ['interested', 'later', 'declined'];

export interface OffersPanelProps {
  customerId: string;
  /** The customer has answered: the place to log the contact with it. Without it nothing can be answered here. */
  onAnswer?: (offer: Offer, response: OfferResponse) => void;
}

/** What to offer, and why: the rule's own figures in a sentence. */
export function OffersPanel({ customerId, onAnswer }: OffersPanelProps) {
  return <OfferList parts={useFileParts(customerId)} onAnswer={onAnswer} />;
}

interface OfferListProps {
  parts: Pick<FileParts, 'offers' | 'loading' | 'complaint'>;
  onAnswer: OffersPanelProps['onAnswer'];
}

export function OfferList({ parts, onAnswer }: OfferListProps) {
  const { t } = useTranslation('counter');
  const { offers, loading, complaint } = parts;
  return (
    <Panel title={t('offer.title')} count={offers.length === 0 ? undefined : offers.length}>
      {loading && <LoadingRows rows={2} />}
      {!loading && offers.length === 0 && (
        <p className={styles.none}>{t(complaint ? 'offer.noneComplaint' : 'offer.none')}</p>
      )}
      {offers.length > 0 && (
        <ol className={styles.offers}>
          {offers.map((offer) => (
            <OfferRow key={offer.rule} offer={offer} onAnswer={onAnswer} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function OfferRow({ offer, onAnswer }: { offer: Offer; onAnswer: OffersPanelProps['onAnswer'] }) {
  const { t } = useTranslation(['counter', 'model']);
  const { what, rate, because } = useOfferText()(offer);
  return (
    <li className={styles.offer}>
      <IconBulb size={15} stroke={1.7} aria-hidden />
      <div className={styles.words}>
        <div className={styles.what}>
          {what}
          {rate !== '' && <span className={styles.rate}>{rate}</span>}
        </div>
        <div className={styles.because}>{because}</div>
        {onAnswer !== undefined && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame of its own.
          <div className={styles.answers} role="group" aria-label={t('counter:offer.answer', { what })}>
            {quickAnswers.map((response) => (
              <Button
                key={response}
                size="compact-xs"
                variant="default"
                onClick={() => onAnswer(offer, response)}
              >
                {t(`model:offerResponse.${response}`)}
              </Button>
            ))}
          </div>
        )}
      </div>
    </li>
  );
}
