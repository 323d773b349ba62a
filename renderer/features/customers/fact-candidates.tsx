import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { businessDateOf } from '#shared/domain/business-date.ts';
import { type FactCandidate, factCandidates } from '#shared/domain/soft-facts.ts';
import styles from './facts.module.css';
import { useFile } from './file-context.tsx';
import { useFacts } from './use-facts.ts';

/** How many of the newest contacts are looked through. */
const CONTACTS = 200;
const SHOWN = 5;

/** Sentences of the contact log that look like soft facts, each with the word that says so; a person decides. */
export function FactCandidates() {
  const { t } = useTranslation('file');
  const { customer } = useFile();
  const { documents: contacts, loading } = useLiveQuery<'contactLogs'>({
    collection: 'contactLogs',
    selector: { customerId: customer.id },
    sort: [{ occurredAt: 'desc' }],
    limit: CONTACTS,
  });
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const found = useMemo(
    () => factCandidates(contacts, customer.softFacts ?? []),
    [contacts, customer.softFacts],
  );
  const shown = found.filter(({ text }) => !skipped.has(text)).slice(0, SHOWN);
  if (loading) return null;
  return (
    <section className={styles.candidates} aria-label={t('facts.candidates')}>
      <h2 className={styles.heading}>{t('facts.candidates')}</h2>
      <p className={styles.hint}>
        {t(shown.length === 0 ? 'facts.noCandidates' : 'facts.candidatesHint')}{' '}
        {t('facts.examined', { count: contacts.length })}
      </p>
      <ul className={styles.list}>
        {shown.map((candidate) => (
          <CandidateRow
            key={candidate.text}
            candidate={candidate}
            onSkip={() => setSkipped(new Set([...skipped, candidate.text]))}
          />
        ))}
      </ul>
    </section>
  );
}

function CandidateRow({ candidate, onSkip }: { candidate: FactCandidate; onSkip: () => void }) {
  const { t } = useTranslation(['file', 'model']);
  const format = useFormat();
  const facts = useFacts();
  const { topic, text, keyword, contactLogId, occurredAt } = candidate;
  const at = text.toLowerCase().indexOf(keyword);
  const topicName = t(`model:softFactTopic.${topic}`);
  return (
    <li className={styles.fact}>
      <span className={styles.topic}>{topicName}</span>
      <span className={styles.text}>
        {text.slice(0, at)}
        <mark className={styles.keyword}>{text.slice(at, at + keyword.length)}</mark>
        {text.slice(at + keyword.length)}
        <span className={styles.why}>
          {t('facts.because', { keyword, date: format.date(businessDateOf(new Date(occurredAt))) })}
        </span>
      </span>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={t('facts.keepLabel', { topic: topicName, text })}
        onClick={() => void facts.add({ topic, text, contactLogId })}
      >
        {t('facts.keep')}
      </Button>
      <Button variant="subtle" color="gray" size="compact-xs" onClick={onSkip}>
        {t('facts.skip')}
      </Button>
    </li>
  );
}
