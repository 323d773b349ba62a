import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { FleetFilter, FleetSummary } from '#shared/protocol/fleet.ts';
import styles from './fleet.module.css';

interface Props {
  filter: FleetFilter;
  versions: FleetSummary['versions'];
  onFilter: (filter: FleetFilter) => void;
}

/** What to look for: the text with Enter, what is chosen from a list at once. */
export function FleetFilters({ filter, versions, onFilter }: Props) {
  const { t } = useTranslation('fleet');
  const format = useFormat();
  const { branches, branchName } = useDirectory();
  const [text, setText] = useState(filter.text ?? '');
  const { text: _, ...others } = filter;
  const wanted = text.trim();
  const search = (event: FormEvent) => {
    event.preventDefault();
    onFilter(wanted === '' ? others : { ...others, text: wanted });
  };
  const choose = (name: 'branchId' | 'version', value: string | null) => {
    const { [name]: __, ...rest } = filter;
    onFilter(value === null ? rest : { ...rest, [name]: value });
  };
  return (
    <form
      className={styles.filters}
      aria-label={t('filter.label')}
      onSubmit={search}
      onKeyDown={(event) => {
        // Enter that ends a composition chooses a word; it asks nothing.
        if (event.key === 'Enter' && (event.nativeEvent.isComposing || event.keyCode === 229))
          event.preventDefault();
      }}
    >
      <TextInput
        label={t('filter.text')}
        placeholder={t('filter.textHint')}
        value={text}
        maxLength={60}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Select
        label={t('filter.branch')}
        placeholder={t('filter.any')}
        searchable
        clearable
        openOnFocus={false}
        data={branches.map(({ id }) => ({ value: id, label: branchName(id) ?? id }))}
        value={filter.branchId ?? null}
        onChange={(value) => choose('branchId', value)}
      />
      <Select
        label={t('filter.version')}
        placeholder={t('filter.any')}
        clearable
        openOnFocus={false}
        data={versions.map(({ version, devices }) => ({
          value: version,
          label: `${version} · ${format.number(devices)}`,
        }))}
        value={filter.version ?? null}
        onChange={(value) => choose('version', value)}
      />
      <div className={styles.filterActions}>
        <Button type="submit" leftSection={<IconSearch size={14} aria-hidden />}>
          {t('filter.search')}
        </Button>
        <Button
          variant="subtle"
          onClick={() => {
            setText('');
            onFilter({});
          }}
        >
          {t('filter.clear')}
        </Button>
      </div>
    </form>
  );
}
