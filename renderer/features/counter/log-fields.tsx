import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useOffered } from '#renderer/ui/base-lists.tsx';
import { type Offer, offerRules } from '#shared/domain/offer.ts';
import { contactChannel, contactDirection, contactOffer, contactOutcome } from '#shared/model/contact-log.ts';
import styles from './log.module.css';
import { type LogDraft, withAnswer } from './log-draft.ts';
import { useOfferText } from './use-offer-text.ts';

interface Props {
  draft: LogDraft;
  change: (change: (draft: LogDraft) => LogDraft) => void;
  offers: readonly Offer[];
}

const responses = contactOffer.shape.response.options;

/** What is mostly right as it stands: how the contact came about, and what the customer said to an offer. */
export function LogFields({ draft, change, offers }: Props) {
  const { t } = useTranslation(['counter', 'model']);
  const offerText = useOfferText();
  const { offer } = draft;
  const channels = useOffered('contact_channel', contactChannel.options, draft.channel);
  const directions = useOffered('contact_direction', contactDirection.options, draft.direction);
  const outcomes = useOffered('contact_outcome', contactOutcome.options, draft.outcome);
  const rules = offerRules.filter((rule) => rule === offer?.rule || offers.some((one) => one.rule === rule));

  const setOffer = (rule: string) => {
    const chosen = offers.find((one) => one.rule === rule);
    change((before) => {
      const { offer: _offer, ...rest } = before;
      return chosen === undefined ? rest : withAnswer(before, chosen, before.offer?.response ?? 'interested');
    });
  };
  const wordsOf = (rule: (typeof offerRules)[number]) => {
    const known = offers.find((one) => one.rule === rule);
    return known === undefined ? t(`counter:offer.what.${rule}`) : offerText(known).what;
  };

  return (
    <div className={styles.fields}>
      <NativeSelect
        label={t('counter:log.channel')}
        value={draft.channel}
        onChange={(event) => {
          const channel = contactChannel.parse(event.currentTarget.value);
          change((before) => ({ ...before, channel }));
        }}
        data={channels.map((value) => ({ value, label: t(`model:contactChannel.${value}`) }))}
      />
      <NativeSelect
        label={t('counter:log.direction')}
        value={draft.direction}
        onChange={(event) => {
          const direction = contactDirection.parse(event.currentTarget.value);
          change((before) => ({ ...before, direction }));
        }}
        data={directions.map((value) => ({
          value,
          label: t(`model:contactDirection.${value}`),
        }))}
      />
      <NativeSelect
        label={t('counter:log.outcome')}
        value={draft.outcome}
        onChange={(event) => {
          const outcome = contactOutcome.parse(event.currentTarget.value);
          change((before) => ({ ...before, outcome }));
        }}
        data={outcomes.map((value) => ({ value, label: t(`model:contactOutcome.${value}`) }))}
      />
      {rules.length > 0 && (
        <NativeSelect
          label={t('counter:log.offer')}
          value={offer?.rule ?? ''}
          onChange={(event) => setOffer(event.currentTarget.value)}
          data={[
            { value: '', label: t('counter:log.noOffer') },
            ...rules.map((rule) => ({ value: rule, label: wordsOf(rule) })),
          ]}
        />
      )}
      {offer !== undefined && (
        <NativeSelect
          label={t('counter:log.response')}
          value={offer.response}
          onChange={(event) => {
            const response = contactOffer.shape.response.parse(event.currentTarget.value);
            const { rule, productId } = offer;
            const answered = { rule: offerRules.find((one) => one === rule), productId };
            change((before) =>
              answered.rule === undefined
                ? before
                : withAnswer(
                    before,
                    { rule: answered.rule, because: {}, ...(productId && { productId }) },
                    response,
                  ),
            );
          }}
          data={responses.map((value) => ({ value, label: t(`model:offerResponse.${value}`) }))}
        />
      )}
    </div>
  );
}
