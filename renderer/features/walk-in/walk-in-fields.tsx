import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { lookupRequest } from '#shared/protocol/lookup.ts';
import { type Reason, reasons, type WalkIn } from './use-walk-in.ts';

const kinds = lookupRequest.shape.by.options;

/** The number that the customer shows, and why they are served: the record keeps it. */
export function WalkInFields({ walkIn }: { walkIn: WalkIn }) {
  const { t } = useTranslation('walkIn');
  const { by, value, reason, detail, change, missing } = walkIn;
  return (
    <>
      <Group grow align="flex-start" preventGrowOverflow={false} wrap="nowrap">
        <NativeSelect
          w={150}
          flex="none"
          label={t('by')}
          value={by}
          onChange={(event) => change({ by: lookupRequest.shape.by.parse(event.currentTarget.value) })}
          data={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
        <TextInput
          label={t('value')}
          required
          maxLength={40}
          value={value}
          onChange={(event) => change({ value: event.currentTarget.value })}
          error={missing.value && t('missing.value')}
        />
      </Group>
      <NativeSelect
        mt="sm"
        label={t('why')}
        required
        data-autofocus
        value={reason}
        onChange={(event) => change({ reason: event.currentTarget.value as Reason })}
        error={missing.reason && t('missing.reason')}
        data={[
          { value: '', label: t('choose') },
          ...reasons.map((code) => ({ value: code, label: t(`reason.${code}`) })),
        ]}
      />
      <TextInput
        mt="sm"
        label={t(reason === 'other' ? 'detailNeeded' : 'detail')}
        required={reason === 'other'}
        maxLength={150}
        value={detail}
        onChange={(event) => change({ detail: event.currentTarget.value })}
        error={missing.detail && t('missing.detail')}
      />
    </>
  );
}
