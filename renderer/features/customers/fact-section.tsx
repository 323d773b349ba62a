import { Button } from '@mantine/core';
import { IconLock, IconPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SaveState } from '#renderer/ui/save-state.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import { softFactTopic } from '#shared/model/customer.ts';
import { FactCandidates } from './fact-candidates.tsx';
import { FactForm } from './fact-form.tsx';
import { FactRow } from './fact-row.tsx';
import styles from './facts.module.css';
import { fieldStates } from './field-states.ts';
import { useFile } from './file-context.tsx';
import { useFacts } from './use-facts.ts';

/** Soft facts (软信息), kept only with the customer's consent. */
export function FactSection() {
  const { t } = useTranslation(['file', 'model']);
  const format = useFormat();
  const { customer, directory, outbox } = useFile();
  const facts = useFacts();
  const [adding, setAdding] = useKeptState(`fact ${customer.id}`, 0);
  const addRef = useRef<HTMLButtonElement>(null);
  const consent = customer.softFactConsent;
  const given = consent?.given === true;
  const states = fieldStates(outbox, customer.id);
  const recorded = consent && {
    date: format.date(consent.on),
    name: directory.staffName(consent.notedById) ?? '',
  };
  const kept = given ? (customer.softFacts ?? []) : [];
  return (
    <>
      <div className={styles.consent} data-given={given}>
        {!given && <IconLock size={18} stroke={1.6} aria-hidden />}
        <div>
          <strong>{t(given ? 'facts.consent' : 'facts.noConsent')}</strong>
          {recorded && (
            <div className={styles.quiet}>{t(given ? 'facts.given' : 'facts.withdrawn', recorded)}</div>
          )}
          {!given && <div className={styles.quiet}>{t('facts.noConsentHint')}</div>}
        </div>
        {states.softFactConsent !== undefined && <SaveState state={states.softFactConsent} />}
        {given ? (
          <div className={styles.buttons}>
            <Button variant="subtle" color="gray" onClick={() => void facts.withdraw()}>
              {t('facts.withdraw')}
            </Button>
            {adding === 0 && (
              <Button
                ref={addRef}
                variant="default"
                leftSection={<IconPlus size={14} stroke={1.7} />}
                onClick={() => setAdding(1)}
              >
                {t('facts.add')}
              </Button>
            )}
          </div>
        ) : (
          <div className={styles.buttons}>
            <Button variant="default" onClick={() => void facts.give()}>
              {t('facts.give')}
            </Button>
          </div>
        )}
      </div>
      {given && adding > 0 && (
        <FactForm
          focusKey={adding}
          onClose={() => {
            setAdding(0);
            requestAnimationFrame(() => addRef.current?.focus());
          }}
        />
      )}
      {given && kept.length === 0 && adding === 0 && <p className={styles.none}>{t('facts.none')}</p>}
      {softFactTopic.options.map((topic) => {
        const own = kept.filter((fact) => fact.topic === topic);
        if (own.length === 0) return null;
        return (
          <section key={topic} aria-label={t(`model:softFactTopic.${topic}`)}>
            <h2 className={styles.heading}>{t(`model:softFactTopic.${topic}`)}</h2>
            <ul className={styles.list}>
              {own.map((fact) => (
                <FactRow
                  key={fact.id}
                  fact={fact}
                  state={states.softFacts}
                  onRemove={() => facts.remove(fact)}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {given && <FactCandidates />}
    </>
  );
}
