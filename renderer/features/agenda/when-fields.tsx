import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '#renderer/ui/date-field.tsx';
import { taskRepeat } from '#shared/model/task.ts';
import styles from './agenda.module.css';
import type { WhenDraft, WhenField } from './when-draft.ts';

interface Props {
  values: WhenDraft;
  errors: Partial<Record<WhenField, ReactNode>>;
  onChange: (field: WhenField, value: string) => void;
}

const units = taskRepeat.shape.unit.options;

/** The hour of a task, how long it takes, where it is, and whether it comes again. */
export function WhenFields({ values, errors, onChange }: Props) {
  const { t } = useTranslation(['agenda', 'model', 'customers']);
  const text = (field: 'time' | 'minutes' | 'place' | 'every') => ({
    value: values[field],
    error: errors[field],
    onChange: (event: { currentTarget: { value: string } }) => onChange(field, event.currentTarget.value),
  });
  return (
    <>
      <div className={styles.when}>
        <TextInput label={t('when.time')} placeholder="09:30" {...text('time')} />
        <TextInput label={t('when.minutes')} inputMode="numeric" placeholder="30" {...text('minutes')} />
        <TextInput label={t('when.place')} {...text('place')} />
      </div>
      <div className={styles.when}>
        <NativeSelect
          label={t('when.repeats')}
          value={values.repeats}
          onChange={(event) => onChange('repeats', event.currentTarget.value)}
          data={[
            { value: '', label: t('when.once') },
            ...units.map((value) => ({ value, label: t(`when.unit.${value}`) })),
          ]}
        />
        {values.repeats !== '' && (
          <>
            <TextInput label={t('when.every')} inputMode="numeric" {...text('every')} />
            <DateField
              label={t('when.until')}
              hint={t('when.untilHint')}
              calendarLabel={t('customers:date.open', { label: t('when.until') })}
              value={values.until}
              onChange={(value) => onChange('until', value)}
              error={errors.until}
            />
          </>
        )}
      </div>
    </>
  );
}
