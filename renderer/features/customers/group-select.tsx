import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CustomerGroupBy } from '#renderer/replica/api/customer-list.ts';
import { groupings } from './list-arrangement.ts';

/** By what the list is grouped. */
export function GroupSelect(props: {
  group: CustomerGroupBy | undefined;
  onChange: (group: CustomerGroupBy | undefined) => void;
}) {
  const { t } = useTranslation('portfolio');
  return (
    <NativeSelect
      aria-label={t('group.label')}
      value={props.group ?? ''}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        props.onChange(groupings.find((group) => group === chosen));
      }}
      data={[
        { value: '', label: t('group.none') },
        ...groupings.map((value) => ({ value, label: t(`group.by.${value}`) })),
      ]}
    />
  );
}
