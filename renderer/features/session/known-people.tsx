import { UnstyledButton } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { type KeyboardEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './sign-in.module.css';

/** More than a counter's shifts; whoever is not among them types the name. */
const MOST = 8;

interface Props {
  usernames: readonly string[];
  chosen: string;
  onChoose: (username: string) => void;
}

/** Whoever has signed in on this device, by one key each: arrows walk, Enter takes the name. */
export function KnownPeople({ usernames, chosen, onChoose }: Props) {
  const { t } = useTranslation('session');
  const id = useId();
  const shown = usernames.slice(0, MOST);
  const stop = Math.max(0, shown.indexOf(chosen));

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const now = buttons.findIndex((button) => button.matches(':focus'));
    buttons[(now + step + buttons.length) % buttons.length]?.focus();
  };

  return (
    <div>
      <div className={styles.peopleLabel} id={id}>
        {t('people')}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and announce each button with it. */}
      <div className={styles.people} role="group" aria-labelledby={id} onKeyDown={onKeyDown}>
        {shown.map((username, index) => (
          <UnstyledButton
            key={username}
            className={styles.person ?? ''}
            aria-pressed={username === chosen}
            tabIndex={index === stop ? 0 : -1}
            onClick={() => onChoose(username)}
          >
            <IconUser size={14} stroke={1.7} aria-hidden />
            {username}
          </UnstyledButton>
        ))}
      </div>
    </div>
  );
}
