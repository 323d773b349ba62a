import { Center, Loader, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function Starting() {
  const { t } = useTranslation('session');
  return (
    <Center h="100%" role="status">
      <Stack align="center" gap="sm">
        <Loader size="sm" />
        <Text c="dimmed">{t('starting')}</Text>
      </Stack>
    </Center>
  );
}
