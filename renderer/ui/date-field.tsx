import { ActionIcon, Popover, Skeleton, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useState } from 'react';
import { plusDays } from '#shared/domain/business-date.ts';
import { parseTypedDate } from './typed-date.ts';
import { useFormat } from './use-format.ts';
import { useToday } from './use-today.ts';

const Calendar = lazy(async () => ({ default: (await import('./date-calendar.tsx')).DateCalendar }));

export interface DateFieldProps {
  label: ReactNode;
  /** As typed; becomes `YYYY-MM-DD` when the field is left. See `parseTypedDate` for what is understood. */
  value: string;
  onChange: (value: string) => void;
  /** How a date may be typed, shown until one is. */
  hint: string;
  /** Accessible name of the button that opens the calendar. */
  calendarLabel: string;
  error?: ReactNode;
  withAsterisk?: boolean;
  onBlur?: (() => void) | undefined;
  /** The form's first field: see `data-autofocus` of the forms. */
  autoFocus?: boolean;
}

/**
 * A date for people who type: eight digits, four for the next such day, `+7`. Up and Down step by a day, Alt+Down
 * opens a calendar for those who would rather point.
 */
export function DateField(props: DateFieldProps) {
  const { label, value, onChange, hint, calendarLabel, error, withAsterisk = false, onBlur } = props;
  const format = useFormat();
  const today = useToday();
  const [open, setOpen] = useState(false);
  const date = parseTypedDate(value, today);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' && event.altKey) setOpen(true);
    else if (event.key === 'Escape' && open) setOpen(false);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      onChange(date === null ? today : plusDays(date, event.key === 'ArrowUp' ? 1 : -1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const calendar = (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>
        <ActionIcon size={22} tabIndex={-1} aria-label={calendarLabel} onClick={() => setOpen(!open)}>
          <IconCalendar size={15} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={calendarLabel}>
        <Suspense fallback={<Skeleton w={252} h={270} />}>
          <Calendar
            date={date}
            onPick={(picked) => {
              onChange(picked);
              setOpen(false);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );

  return (
    <TextInput
      label={label}
      value={value}
      error={error}
      withAsterisk={withAsterisk}
      data-autofocus={props.autoFocus === true ? true : undefined}
      autoComplete="off"
      description={date === null ? hint : `${format.date(date)} ${format.weekday(date)}`}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (date !== null && date !== value) onChange(date);
        onBlur?.();
      }}
      rightSection={calendar}
    />
  );
}
