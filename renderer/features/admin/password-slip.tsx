import { Alert, Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { OneTimePassword } from '#shared/protocol/people.ts';
import styles from './admin.module.css';

interface Props {
  passwords: readonly OneTimePassword[];
  onClose: () => void;
}

/** Passwords for one sign-in, shown once: neither the server nor this device keeps them. */
export function PasswordSlip({ passwords, onClose }: Props) {
  const { t } = useTranslation('organisation');
  const format = useFormat();
  const until = passwords[0]?.until;
  return (
    <>
      <Alert color="yellow" variant="light" role="status" mb="sm">
        {t('slip.once')}
        {until !== undefined && ` ${t('slip.until', { time: format.dateTime(until) })}`}
      </Alert>
      <section className={styles.slip} aria-label={t('slip.title')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('slip.username')}</th>
              <th scope="col">{t('slip.password')}</th>
            </tr>
          </thead>
          <tbody>
            {passwords.map(({ userId, username, password }) => (
              <tr key={userId}>
                <th scope="row">{username}</th>
                <td className={styles.secret}>{password}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Group justify="flex-end" mt="lg">
        <Button data-autofocus onClick={onClose}>
          {t('slip.close')}
        </Button>
      </Group>
    </>
  );
}
