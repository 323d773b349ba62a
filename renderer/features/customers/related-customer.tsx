import { Button, Group, TextInput } from '@mantine/core';
import { IconLink, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRow } from '#renderer/replica/api/customer-list.ts';
import { useCustomerSearch } from '#renderer/ui/use-customer-search.ts';
import { KindIcon } from './customer-marks.tsx';

export interface RelatedCustomerProps {
  /** Nobody is related to themselves. */
  ownId: string;
  name: string;
  linkedId: string;
  error: ReactNode;
  onChange: (name: string, linkedId: string) => void;
}

const SHOWN = 5;

/** The other party: any name, or a customer on this device, who is then linked. */
export function RelatedCustomer({ ownId, name, linkedId, error, onChange }: RelatedCustomerProps) {
  const { t } = useTranslation(['customers', 'model']);
  const [composing, setComposing] = useState(false);
  const [linked, setLinked] = useState<CustomerRow | null>(null);
  const { hits } = useCustomerSearch(composing || linkedId !== '' ? '' : name.trim(), SHOWN + 1);
  const candidates = hits.flatMap(({ row }) => (row.id === ownId ? [] : row)).slice(0, SHOWN);
  return (
    <div>
      <TextInput
        label={t('relationship.name')}
        description={linkedId === '' ? t('relationship.nameHint') : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        withAsterisk
        autoComplete="off"
        value={name}
        error={error}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onChange={(event) => onChange(event.currentTarget.value, '')}
      />
      {linkedId !== '' && (
        <Button
          mt={6}
          variant="light"
          leftSection={<IconLink size={14} />}
          rightSection={<IconX size={13} aria-label={t('relationship.unlink')} />}
          onClick={() => onChange(name, '')}
        >
          {t('relationship.linked', { number: linked?.customerNo ?? '' })}
        </Button>
      )}
      {candidates.length > 0 && (
        <Group gap={6} mt={6} role="group" aria-label={t('relationship.candidates')}>
          {candidates.map((row) => (
            <Button
              key={row.id}
              variant="default"
              leftSection={<KindIcon kind={row.kind} label={t(`model:kind.${row.kind}`)} />}
              onClick={() => {
                setLinked(row);
                onChange(row.name, row.id);
              }}
            >
              {row.name} · {row.customerNo}
            </Button>
          ))}
        </Group>
      )}
    </div>
  );
}
