import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '#renderer/ui/date-field.tsx';
import { PersonSelect } from '#renderer/ui/person-select.tsx';
import { roleName } from '#shared/access/roles.ts';
import { groupedActions } from './action-groups.ts';
import styles from './audit.module.css';
import type { FilterDraft } from './filter-draft.ts';
import type { AuditText } from './use-audit-text.ts';

interface Props {
  draft: FilterDraft;
  wrong: ReadonlySet<keyof FilterDraft>;
  text: AuditText;
  onChange: (draft: FilterDraft) => void;
  onSearch: () => void;
  onClear: () => void;
}

/** What to look for. Nothing is asked before Enter or the button: each question is a line in the log. */
export function AuditFilters({ draft, wrong, text, onChange, onSearch, onClear }: Props) {
  const { t } = useTranslation(['audit', 'customers']);
  const actions = useMemo(
    () =>
      groupedActions().map(({ group, actions: codes }) => ({
        group: t(`audit:group.${group}`),
        items: codes.map((value) => ({ value, label: text.action(value) })),
      })),
    [t, text],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch();
  };
  const day = (field: 'from' | 'to') => (
    <DateField
      label={t(`audit:filter.${field}`)}
      value={draft[field]}
      onChange={(value) => onChange({ ...draft, [field]: value })}
      hint={t('customers:date.hint')}
      calendarLabel={t('customers:date.open', { label: t(`audit:filter.${field}`) })}
      error={wrong.has(field) && t('audit:filter.dateWrong')}
    />
  );
  return (
    <form
      className={styles.filters}
      aria-label={t('audit:filter.label')}
      onSubmit={submit}
      onKeyDown={(event) => {
        // Enter that ends a composition chooses a word; it asks nothing.
        if (event.key === 'Enter' && (event.nativeEvent.isComposing || event.keyCode === 229))
          event.preventDefault();
      }}
    >
      {day('from')}
      {day('to')}
      <PersonSelect
        label={t('audit:filter.person')}
        placeholder={t('audit:filter.anybody')}
        roles={roleName.options}
        clearable
        value={draft.actorId}
        onChange={(actorId) => onChange({ ...draft, actorId })}
      />
      <Select
        label={t('audit:filter.action')}
        placeholder={t('audit:filter.anything')}
        searchable
        clearable
        openOnFocus={false}
        data={actions}
        value={draft.action === '' ? null : draft.action}
        onChange={(action) => onChange({ ...draft, action: action ?? '' })}
      />
      <TextInput
        label={t('audit:filter.customerNo')}
        value={draft.customerNo}
        autoComplete="off"
        onChange={(event) => onChange({ ...draft, customerNo: event.currentTarget.value })}
      />
      <TextInput
        label={t('audit:filter.device')}
        value={draft.deviceId}
        autoComplete="off"
        error={wrong.has('deviceId') && t('audit:filter.deviceWrong')}
        onChange={(event) => onChange({ ...draft, deviceId: event.currentTarget.value })}
      />
      <div className={styles.filterActions}>
        <Button type="submit" leftSection={<IconSearch size={14} />}>
          {t('audit:filter.search')}
        </Button>
        <Button variant="subtle" onClick={onClear}>
          {t('audit:filter.clear')}
        </Button>
      </div>
    </form>
  );
}
