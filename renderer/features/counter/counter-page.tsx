import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { walkInForms } from '#renderer/features/walk-in/public.ts';
import { showDone } from '#renderer/ui/undo-notice.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import { useProducts } from '#renderer/ui/use-product-names.ts';
import { useUnmasking } from '#renderer/ui/use-unmasking.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import type { Customer } from '#shared/model/customer.ts';
import styles from './counter.module.css';
import { CounterField } from './counter-field.tsx';
import { ReadyPanel } from './ready-panel.tsx';
import { ServedFile } from './served-file.tsx';
import { StrangerPanel } from './stranger-panel.tsx';
import { useCounter } from './use-counter.ts';
import { useCounterKeys } from './use-counter-keys.ts';
import { useHomeFocus } from './use-home-focus.ts';
import { useReader } from './use-reader.ts';

const { UnattachedList } = walkInForms;

/** How long the notice of a saved contact offers to correct it, in milliseconds. */
const CORRECT_MS = 8000;

/** The teller's screen: one field, one customer, one note; then the next. Everything by keys. */
export function CounterPage() {
  const { t } = useTranslation('counter');
  const page = useRef<HTMLDivElement>(null);
  const counter = useCounter();
  const { served, activity } = counter;
  const goHome = useHomeFocus(page);
  const unmasking = useUnmasking(served ?? '');
  const [logged, setLogged] = useKeptState<ContactLog | null>('counter logged', null);

  // Kept at hand from one customer to the next: every file asks for staff, branches and products.
  useDirectory();
  useProducts();
  useReader(counter.read);

  // Whatever had the focus may have gone with what was done: the next key belongs to the next step.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step has its own place to type.
  useEffect(() => {
    if (activity.kind === 'find' || activity.kind === 'log') goHome();
  }, [served, activity]);

  const onLogged = (customer: Customer, log: ContactLog) => {
    setLogged(log);
    const { name } = customer;
    showDone({
      message: t(log.correctsId === undefined ? 'log.saved' : 'log.corrected', { name }),
      undo: t('log.correct'),
      onUndo: async () => counter.correct(log),
      standsFor: CORRECT_MS,
    });
  };
  const unmask = () => {
    if (unmasking.isShown('idNumber')) unmasking.hide();
    else unmasking.show(['idNumber', 'mobile']);
    goHome();
  };

  useCounterKeys(page, {
    next: counter.next,
    log: served !== null && activity.kind === 'find' ? () => counter.begin({ kind: 'log' }) : undefined,
    unmask: served === null || !unmasking.allowed ? undefined : unmask,
    // In a text, Ctrl+Z takes back what was typed.
    correct:
      logged !== null && activity.kind === 'find' && counter.typed === ''
        ? () => counter.correct(logged)
        : undefined,
  });

  return (
    <div className={styles.page} ref={page}>
      <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
      <CounterField counter={counter} />
      {activity.kind === 'lookUp' || activity.kind === 'unattached' ? (
        <StrangerPanel counter={counter} activity={activity} />
      ) : served === null ? (
        <ReadyPanel />
      ) : (
        <ServedFile
          key={served}
          customerId={served}
          counter={counter}
          unmasking={unmasking}
          onUnmask={unmask}
          onLogged={onLogged}
        />
      )}
      {served === null && <UnattachedList onOpen={counter.open} onDone={goHome} />}
    </div>
  );
}
