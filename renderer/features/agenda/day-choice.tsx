import { Button, Modal } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '#renderer/ui/date-field.tsx';
import { parseTypedDate } from '#renderer/ui/typed-date.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import type { BusinessDate } from '#shared/domain/business-date.ts';
import styles from './agenda.module.css';

export interface UsualChoice {
  text: string;
  /** The day it means; absent where that is not a day. */
  day?: BusinessDate;
  onPick: () => void;
}

interface Props {
  title: string;
  /** What is moved; `undefined` while the dialog is closed. */
  about: string | undefined;
  usual: readonly UsualChoice[];
  onDay: (day: BusinessDate) => void;
  onClose: () => void;
  /** Gone from the screen: what had the focus before may be gone as well. Absent: it gets the focus back. */
  onClosed?: (() => void) | undefined;
  /** Between the question and the choices. */
  children?: ReactNode;
}

/** Asks for a day: the usual ones by one key, any other typed. */
export function DayChoice({ title, about, usual, onDay, onClose, onClosed, children }: Props) {
  return (
    <Modal
      opened={about !== undefined}
      onClose={onClose}
      returnFocus={onClosed === undefined}
      {...(onClosed && { onExitTransitionEnd: onClosed })}
      size="sm"
      title={title}
    >
      {about !== undefined && (
        <>
          <p className={styles.about}>{about}</p>
          {children}
          <Choices usual={usual} onDay={onDay} onClose={onClose} />
        </>
      )}
    </Modal>
  );
}

function Choices({ usual, onDay, onClose }: Pick<Props, 'usual' | 'onDay' | 'onClose'>) {
  const { t } = useTranslation(['agenda', 'customers', 'app', 'errors']);
  const format = useFormat();
  const today = useToday();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const day = parseTypedDate(typed, today);
    setWrong(day === null);
    if (day === null) return;
    onClose();
    onDay(day);
  };
  return (
    <>
      <div className={styles.days}>
        {usual.map(({ text, day, onPick }, index) => (
          <Button
            key={text}
            variant="default"
            justify="space-between"
            fullWidth
            data-autofocus={index === 0 ? true : undefined}
            rightSection={
              day !== undefined && (
                <span className={styles.day}>
                  {format.shortDate(day)} {format.weekday(day)}
                </span>
              )
            }
            onClick={() => {
              onClose();
              onPick();
            }}
          >
            {text}
          </Button>
        ))}
      </div>
      <form onSubmit={submit} className={styles.otherDay} noValidate>
        <DateField
          label={t('agenda:day.other')}
          hint={t('customers:date.hint')}
          calendarLabel={t('customers:date.open', { label: t('agenda:day.other') })}
          value={typed}
          onChange={setTyped}
          error={wrong ? t('errors:code.invalid') : undefined}
        />
        <Button type="submit" variant="default">
          {t('app:action.save')}
        </Button>
      </form>
    </>
  );
}
