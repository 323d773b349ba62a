import { Button, Divider } from '@mantine/core';
import { IconBuildingBank } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** The other way to sign in, under the name that the bank gave to it. */
export function ProviderButton({ label, onClick }: { label: string; onClick: () => void }) {
  const { t } = useTranslation('session');
  return (
    <>
      <Divider label={t('provider.or')} />
      <Button
        type="button"
        size="sm"
        variant="default"
        leftSection={<IconBuildingBank size={16} stroke={1.6} aria-hidden />}
        onClick={onClick}
      >
        {label}
      </Button>
    </>
  );
}
