import { Alert, Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { QrCode } from '#renderer/ui/qr-code.tsx';
import { SecretInput } from '#renderer/ui/secret-input.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { type FactorSecret, factorSecret, recoveryCodes } from '#shared/protocol/second-factor.ts';
import styles from './settings.module.css';

/** Password, key and first code, recovery codes: nothing of it is kept on this device. */
export function FactorEnrolment({ byProvider, onClose }: { byProvider: boolean; onClose: () => void }) {
  const [secret, setSecret] = useState<FactorSecret>();
  const [codes, setCodes] = useState<readonly string[]>();
  if (codes !== undefined) return <RecoveryCodes codes={codes} onClose={onClose} />;
  if (secret !== undefined) return <FirstCode secret={secret} onCodes={setCodes} onCancel={onClose} />;
  return <Owner byProvider={byProvider} onSecret={setSecret} onCancel={onClose} />;
}

/** That it is the owner who sits here: by the password, or by having signed in at the provider just now. */
function Owner({
  byProvider,
  onSecret,
  onCancel,
}: {
  byProvider: boolean;
  onSecret: (secret: FactorSecret) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation('organisation');
  const order = useServerOrder();
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const submit = async () => {
    setAsked(true);
    if (password === '' && !byProvider) return;
    const shown = byProvider ? {} : { password };
    const answer = await order.give('/auth/second-factor/begin', shown, factorSecret);
    if (answer === undefined) setPassword('');
    else onSecret(answer);
  };
  return (
    <OrderForm
      order={order}
      submit={t('factor.next')}
      sentences={{
        forbidden: t(byProvider ? 'factor.notFresh' : 'factor.wrongPassword'),
        conflict: t('factor.conflict'),
      }}
      onSubmit={submit}
      onCancel={onCancel}
    >
      {byProvider ? (
        <p className={styles.explain}>{t('factor.fresh')}</p>
      ) : (
        <SecretInput
          label={t('factor.password')}
          autoFocus
          maxLength={200}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={asked && password === '' && order.problem === undefined && t('missing')}
        />
      )}
    </OrderForm>
  );
}

function FirstCode(props: {
  secret: FactorSecret;
  onCodes: (codes: readonly string[]) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation('organisation');
  const order = useServerOrder();
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const typed = code.replaceAll(/\s/g, '');
  const wrong = !/^\d{6}$/.test(typed);
  const submit = async () => {
    setAsked(true);
    if (wrong) return;
    const answer = await order.give('/auth/second-factor/confirm', { code: typed }, recoveryCodes);
    if (answer !== undefined) props.onCodes(answer.codes);
  };
  return (
    <OrderForm order={order} submit={t('factor.confirm')} onSubmit={submit} onCancel={props.onCancel}>
      <p className={styles.explain}>{t('factor.keyHint')}</p>
      <QrCode content={props.secret.uri} label={t('factor.qr')} />
      <p>
        {t('factor.key')} <code className={styles.key}>{groupsOf(props.secret.secret)}</code>
      </p>
      <TextInput
        label={t('factor.code')}
        autoFocus
        inputMode="numeric"
        maxLength={8}
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={asked && wrong && t('missing')}
      />
    </OrderForm>
  );
}

function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation('organisation');
  return (
    <>
      <Alert color="yellow" role="status" title={t('factor.codes')}>
        {t('factor.codesHint')}
      </Alert>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Group justify="flex-end">
        <Button autoFocus onClick={onClose}>
          {t('factor.saved')}
        </Button>
      </Group>
    </>
  );
}

/** Four characters at a time, as people type them. */
function groupsOf(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}
