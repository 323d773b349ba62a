import { Button, Group, Modal, NativeSelect, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { taskWhen } from '#renderer/features/agenda/public.ts';
import { useOffered } from '#renderer/ui/base-lists.tsx';
import { DateField } from '#renderer/ui/date-field.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { parseTypedDate } from '#renderer/ui/typed-date.ts';
import { useCustomerSearch } from '#renderer/ui/use-customer-search.ts';
import { useSave } from '#renderer/ui/use-save.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { fieldValues } from '#shared/model/mutation.ts';
import { taskKind } from '#shared/model/task.ts';
import styles from './calendar.module.css';
import type { Cell } from './calendar-context.tsx';
import { timeOf } from './calendar-dates.ts';

interface Props {
  /** The empty place that was chosen; `null` while the dialog is closed. */
  cell: Cell | null;
  onClose: () => void;
}

/** A new task at an empty place of the calendar: for whom, and what. */
export function NewTaskDialog({ cell, onClose }: Props) {
  const { t } = useTranslation('calendar');
  return (
    <Modal opened={cell !== null} onClose={onClose} title={t('add')} size="lg">
      {cell && <NewTask cell={cell} onClose={onClose} />}
    </Modal>
  );
}

type Wrong = 'customer' | 'title' | 'dueOn';

function NewTask({ cell, onClose }: { cell: Cell; onClose: () => void }) {
  const { t } = useTranslation(['calendar', 'customers', 'model', 'app', 'errors']);
  const user = useUser();
  const today = useToday();
  const save = useSave();
  const [customerId, setCustomerId] = useState('');
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<(typeof taskKind.options)[number]>('visit');
  const [dueOn, setDueOn] = useState(cell.day);
  const [when, setWhen] = useState({
    ...taskWhen.emptyWhen,
    time: cell.minutes === null ? '' : timeOf(cell.minutes),
  });
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    const day = parseTypedDate(dueOn, today);
    const place = taskWhen.readWhen(when, today);
    const words = title.trim();
    const missing: Wrong[] = [];
    if (customerId === '') missing.push('customer');
    if (words === '' || words.length > 120) missing.push('title');
    if (day === null) missing.push('dueOn');
    setWrong(new Set([...missing, ...Object.keys(place.problems ?? {})]));
    if (missing.length > 0 || place.value === null) return;
    const next = {
      title: words,
      kind,
      priority: 'normal',
      status: 'open',
      dueOn: day,
      assigneeId: user.id,
      createdById: user.id,
      ...place.value,
    };
    const edit = {
      collection: 'tasks',
      intent: 'task.add',
      customerId,
      next: fieldValues.parse(next),
    } as const;
    if ((await save([edit], t('customers:task.saved'))) !== null) onClose();
  };
  const problemOf = (field: string): ReactNode => (wrong.has(field) ? t('errors:code.invalid') : undefined);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void submit();
  };
  const kinds = useOffered('task_kind', taskKind.options);
  return (
    <form className={styles.form} onSubmit={submit} onKeyDown={onKeyDown} noValidate>
      <CustomerField value={customerId} onChange={setCustomerId} error={problemOf('customer')} />
      <TextInput
        label={t('customers:task.what')}
        withAsterisk
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        error={problemOf('title')}
      />
      <div className={styles.formRow}>
        <DateField
          label={t('customers:task.due')}
          hint={t('customers:date.hint')}
          calendarLabel={t('customers:date.open', { label: t('customers:task.due') })}
          withAsterisk
          value={dueOn}
          onChange={setDueOn}
          error={problemOf('dueOn')}
        />
        <NativeSelect
          label={t('customers:task.kind')}
          data={kinds.map((value) => ({ value, label: t(`model:taskKind.${value}`) }))}
          value={kind}
          onChange={(event) => setKind(taskKind.parse(event.currentTarget.value))}
        />
      </div>
      <taskWhen.WhenFields
        values={when}
        errors={Object.fromEntries([...wrong].map((field) => [field, problemOf(field)]))}
        onChange={(field, value) => setWhen({ ...when, [field]: value })}
      />
      <Group gap="xs">
        <Button type="submit">{t('app:action.save')}</Button>
        <Button variant="default" onClick={onClose}>
          {t('app:action.cancel')}
        </Button>
      </Group>
    </form>
  );
}

const SHOWN = 8;

/** A customer on this device, found by name, pinyin, number or phone. */
function CustomerField(props: { value: string; onChange: (id: string) => void; error: ReactNode }) {
  const { t } = useTranslation('calendar');
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 150);
  const { hits } = useCustomerSearch(settled === chosen ? '' : settled, SHOWN);
  const found = hits.map(({ row }) => ({ value: row.id, label: `${row.name} · ${row.customerNo}` }));
  const options =
    props.value === '' || found.some(({ value }) => value === props.value)
      ? found
      : [{ value: props.value, label: chosen }, ...found];
  return (
    <Select
      label={t('task.customer')}
      required
      data-autofocus
      placeholder={t('task.search')}
      error={props.error}
      searchable
      openOnFocus={false}
      data={options}
      filter={({ options: all }) => all}
      nothingFoundMessage={settled === '' ? undefined : t('task.nobody')}
      searchValue={typed}
      onSearchChange={setTyped}
      value={props.value === '' ? null : props.value}
      onChange={(id) => {
        setChosen(options.find(({ value }) => value === id)?.label ?? '');
        props.onChange(id ?? '');
      }}
    />
  );
}
