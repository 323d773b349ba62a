import { Button, Text } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from './key-hint.tsx';
import styles from './page.module.css';

export interface DecisionFootProps {
  yes: string;
  no: string;
  /** What refusing loses, asked before it is done: the server takes no decision back. */
  question: string;
  disabled: boolean;
  asking: boolean;
  onAsk: (asking: boolean) => void;
  onYes: () => void;
  onNo: () => void;
  /** A and D do it too, where the list around it says so. */
  keys?: boolean;
}

/** To put in force, or to lay down after being asked. */
export function DecisionFoot(props: DecisionFootProps) {
  const { yes, no, question, disabled, asking, onAsk, onYes, onNo, keys = true } = props;
  const { t } = useTranslation('app');
  const back = useRef<HTMLButtonElement>(null);
  const ask = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState(false);

  useEffect(() => {
    if (asking) back.current?.focus();
    else if (asked) ask.current?.focus();
    setAsked(asking);
  }, [asking, asked]);

  // A button that becomes disabled drops the focus: these say so, and do nothing.
  const off = disabled ? { 'data-disabled': true, 'aria-disabled': true } : {};
  const unless = (act: () => void) => () => (disabled ? undefined : act());

  const keyHint = (key: string) => (keys ? { rightSection: <KeyHint shortcut={key} decorative /> } : {});

  if (!asking) {
    return (
      <div className={styles.decision}>
        <Button {...off} {...keyHint('A')} onClick={unless(onYes)}>
          {yes}
        </Button>
        <Button ref={ask} variant="default" {...off} {...keyHint('D')} onClick={unless(() => onAsk(true))}>
          {no}
        </Button>
      </div>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onAsk(false);
  };
  return (
    <div className={styles.decision} role="alertdialog" aria-label={question} onKeyDown={onKeyDown}>
      <Text fw={600}>{question}</Text>
      <Button ref={back} variant="default" onClick={() => onAsk(false)}>
        {t('action.cancel')}
      </Button>
      <Button color="red" variant="light" {...off} onClick={unless(onNo)}>
        {no}
      </Button>
    </div>
  );
}
