import { Button, Text } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import styles from './entry-form.module.css';
import { useKeep } from './keep-context.ts';
import { SaveState } from './save-state.tsx';

export interface EntryFormProps {
  label: string;
  /** Something would be lost by closing. */
  dirty: boolean;
  submitLabel: string;
  /** Each new value puts the focus on the field marked `data-autofocus`. */
  focusKey: number;
  /** Enter in a one-line field saves, as in short forms; long ones save with Ctrl+Enter only. */
  enterSaves?: boolean;
  /** Resolves with false when a field has to be corrected or the edit could not be saved. */
  onSubmit: () => Promise<boolean>;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A form in which something is entered: Ctrl+Enter saves, Esc closes and asks first where something would be lost, and
 * after a refusal the focus is on the first field to correct.
 */
export function EntryForm(props: EntryFormProps) {
  const { label, dirty, submitLabel, focusKey, enterSaves = false, onSubmit, onClose, children } = props;
  const { t } = useTranslation(['customers', 'app']);
  const drafts = useKeep();
  const formRef = useRef<HTMLFormElement>(null);
  const keepRef = useRef<HTMLButtonElement>(null);
  const [asking, setAsking] = useState(false);
  const busy = useRef(false);
  const [saving, setSaving] = useState(false);

  useEffect(() => {
    const form = formRef.current;
    if (focusKey <= 0 || form === null) return;
    form.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true });
    // The whole form, its buttons too: the field alone would end up beneath them.
    form.scrollIntoView({ block: 'nearest' });
  }, [focusKey]);
  useEffect(() => {
    if (asking) keepRef.current?.focus();
  }, [asking]);

  const submit = async () => {
    // A second Ctrl+Enter before the first is durable would write the entry twice.
    if (busy.current) return;
    busy.current = true;
    setSaving(true);
    const saved = await onSubmit().finally(() => {
      busy.current = false;
      setSaving(false);
    });
    if (!saved) formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };
  const close = () => {
    if (dirty && !asking) setAsking(true);
    else discard();
  };
  // At once, so that the form knows while it goes that it was discarded.
  const discard = () => drafts.discard(() => flushSync(onClose));
  const keep = () => {
    setAsking(false);
    formRef.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (event.key === 'Escape') {
      if (asking) keep();
      else close();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
    else if (
      event.key === 'Enter' &&
      event.target instanceof HTMLInputElement &&
      event.target.type !== 'checkbox'
    ) {
      if (enterSaves) void submit();
    } else return;
    event.preventDefault();
  };

  return (
    <form
      ref={formRef}
      className={styles.form}
      aria-label={label}
      data-file-form
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {children}
      {asking ? (
        <div className={styles.foot} role="alertdialog" aria-label={t('profile.discardQuestion')}>
          <Text fw={600}>{t('profile.discardQuestion')}</Text>
          <Button ref={keepRef} variant="default" onClick={keep}>
            {t('profile.keep')}
          </Button>
          <Button color="red" variant="light" onClick={discard}>
            {t('profile.discard')}
          </Button>
        </div>
      ) : (
        <div className={styles.foot}>
          <Button type="submit">{submitLabel}</Button>
          <Button variant="default" onClick={close}>
            {t('app:action.cancel')}
          </Button>
          <span className={styles.hint}>
            {saving ? (
              <SaveState state="saving" />
            ) : (
              t(enterSaves ? 'profile.saveHintEnter' : 'profile.saveHint')
            )}
          </span>
        </div>
      )}
    </form>
  );
}
