import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useProblemTexts } from '#renderer/ui/use-problem-text.ts';
import { useSave } from '#renderer/ui/use-save.ts';
import type { Offer } from '#shared/domain/offer.ts';
import type { Customer } from '#shared/model/customer.ts';
import styles from './log.module.css';
import { readLog } from './log-draft.ts';
import { LogFields } from './log-fields.tsx';
import { useTemplates } from './templates.ts';
import { belongsToInputMethod } from './typing.ts';
import type { KeptLog } from './use-log-draft.ts';

interface Props {
  customer: Customer;
  offers: readonly Offer[];
  kept: KeptLog;
  /** It was found again, not begun now. */
  found: boolean;
  onSaved: (documentId: string) => void;
  onBack: () => void;
}

/** The contact of the customer at the counter: a digit for a phrase or a line of one's own, Ctrl+Enter saves. */
export function LogPanel({ customer, offers, kept, found, onSaved, onBack }: Props) {
  const { t } = useTranslation(['counter', 'app']);
  const user = useUser();
  const save = useSave();
  const textsOf = useProblemTexts<'note'>();
  const templates = useTemplates();
  const noteRef = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState<string>();
  const composedAt = useRef(Number.NEGATIVE_INFINITY);
  // The digit that chose the phrase which is the whole note now; Backspace makes it a digit again.
  const digit = useRef<string>(null);
  const busy = useRef(false);
  const { draft, change } = kept;

  // Before the browser hands out the next key: a digit pressed at once is a phrase, not the name of another customer.
  useLayoutEffect(() => noteRef.current?.focus(), []);

  const setNote = (note: string) => {
    setProblem(undefined);
    change((before) => ({ ...before, note }));
  };
  const choose = (phrase: string, key: string | null) => {
    const { note } = draft;
    digit.current = note === '' ? key : null;
    setNote(note === '' ? phrase : `${note}\n${phrase}`);
    noteRef.current?.focus();
  };
  const submit = async () => {
    // A second press before the first is durable would write the contact twice.
    if (busy.current) return;
    const { value, problems } = readLog(draft, { customerId: customer.id, author: user, now: new Date() });
    if (value === null) {
      setProblem(problems.note?.code === 'required' ? t('counter:log.noNote') : textsOf(problems).note);
      noteRef.current?.focus();
      return;
    }
    busy.current = true;
    const edit = {
      collection: 'contactLogs',
      intent: 'contactLog.add',
      customerId: customer.id,
      next: value,
    } as const;
    const saved = await save([edit], null).finally(() => {
      busy.current = false;
    });
    const documentId = saved?.[0]?.documentId;
    if (documentId === undefined) return;
    kept.forget();
    onSaved(documentId);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (belongsToInputMethod(event.nativeEvent, composedAt.current)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
  };
  const onNoteKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (belongsToInputMethod(event.nativeEvent, composedAt.current)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const phrase = /^[1-9]$/.test(event.key) ? templates[Number(event.key) - 1] : undefined;
    if (phrase !== undefined && draft.note === '') {
      event.preventDefault();
      choose(phrase, event.key);
    } else if (event.key === 'Backspace' && digit.current !== null) {
      event.preventDefault();
      setNote(digit.current);
      digit.current = null;
    }
  };

  return (
    <Panel title={t(draft.corrects === undefined ? 'counter:log.title' : 'counter:log.correction')}>
      <form
        className={styles.form}
        aria-label={t('counter:log.region')}
        noValidate
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {found && <p className={styles.found}>{t('counter:log.draftFound')}</p>}
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame of its own. */}
        <div className={styles.templates} role="group" aria-label={t('counter:log.templates')}>
          {templates.map((phrase, index) => (
            <button
              key={phrase}
              type="button"
              className={styles.template}
              title={phrase}
              data-chosen={draft.note.includes(phrase)}
              onClick={() => choose(phrase, null)}
            >
              <KeyHint shortcut={String(index + 1)} decorative />
              <span>{phrase}</span>
            </button>
          ))}
        </div>
        <Textarea
          ref={noteRef}
          data-home
          label={t('counter:log.note')}
          placeholder={t('counter:log.placeholder')}
          autosize
          minRows={2}
          maxRows={6}
          value={draft.note}
          error={problem}
          onChange={(event) => {
            digit.current = null;
            setNote(event.currentTarget.value);
          }}
          onCompositionEnd={(event) => {
            composedAt.current = event.timeStamp;
          }}
          onKeyDown={onNoteKey}
        />
        <LogFields draft={draft} change={change} offers={offers} />
        <div className={styles.foot}>
          <Button type="submit" rightSection={<KeyHint shortcut="mod+Enter" decorative />}>
            {t('counter:log.save')}
          </Button>
          <Button variant="default" rightSection={<KeyHint shortcut="Esc" decorative />} onClick={onBack}>
            {t('counter:who.close')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
