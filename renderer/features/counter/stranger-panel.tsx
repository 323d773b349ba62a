import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { walkInForms } from '#renderer/features/walk-in/public.ts';
import { Panel } from '#renderer/ui/panel.tsx';
import page from './counter.module.css';
import styles from './log.module.css';
import { useTemplates } from './templates.ts';
import type { Activity, Counter } from './use-counter.ts';

const { LookUpSteps, UnattachedForm } = walkInForms;

interface Props {
  counter: Counter;
  activity: Activity & { kind: 'lookUp' | 'unattached' };
}

/** A customer whose file is not here: looked up in the whole bank, or noted until the server is back. */
export function StrangerPanel({ counter, activity }: Props) {
  const { t } = useTranslation(['counter', 'walkIn']);
  const { kind, typed } = activity;
  const root = useRef<HTMLDivElement>(null);
  const templates = useTemplates();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another form has another first field.
  useEffect(() => {
    root.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, [kind]);

  return (
    <div ref={root} className={page.stranger}>
      <Panel title={t(kind === 'lookUp' ? 'walkIn:title' : 'walkIn:unattached.title')} padded>
        {kind === 'lookUp' ? (
          <LookUpSteps
            typed={typed}
            onOpen={counter.open}
            onClose={counter.next}
            onWithoutFile={(number) => counter.begin({ kind: 'unattached', typed: number })}
          />
        ) : (
          <UnattachedForm
            typed={typed}
            onSaved={counter.next}
            onClose={counter.next}
            phrases={(choose) => (
              // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame of its own.
              <div className={styles.templates} role="group" aria-label={t('counter:log.templates')}>
                {templates.map((phrase) => (
                  <button
                    key={phrase}
                    type="button"
                    className={styles.template}
                    title={phrase}
                    onClick={() => choose(phrase)}
                  >
                    <span>{phrase}</span>
                  </button>
                ))}
              </div>
            )}
          />
        )}
      </Panel>
    </div>
  );
}
