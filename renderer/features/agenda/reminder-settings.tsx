import { Button, NumberInput, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHost } from '#renderer/app/host-context.tsx';
import { useSession } from '#renderer/app/session-context.tsx';
import { errorCodeOf } from '#renderer/ui/error-code.ts';
import { leadDaysOf, type ReminderKind, reminderKinds } from '#shared/domain/lead-days.ts';
import type { NoticeState } from '#shared/ipc/desktop-api.ts';
import type { FieldValues } from '#shared/model/mutation.ts';
import styles from './agenda.module.css';
import { usePreferences } from './use-preferences.ts';

/** Days ahead and notices, as a person wants them, beside what the bank has set. */
export function ReminderSettings() {
  const { t } = useTranslation(['agenda', 'errors', 'app']);
  const { policy } = useSession().session;
  const { preferences, change } = usePreferences();
  const save = (next: FieldValues) => {
    change(next).catch((error: unknown) =>
      notifications.show({
        color: 'red',
        title: t('app:saveState.failed'),
        message: t(`errors:code.${errorCodeOf(error)}`),
      }),
    );
  };
  const setDays = (kind: ReminderKind, days: number | undefined) => {
    const own = Object.entries({ ...preferences.leadDays, [kind]: days });
    const given = own.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
    save({ leadDays: given.length === 0 ? null : Object.fromEntries(given) });
  };
  return (
    <>
      <div className={styles.leads}>
        {reminderKinds.map((kind) => (
          <LeadRow
            key={kind}
            kind={kind}
            own={preferences.leadDays?.[kind]}
            bank={leadDaysOf(policy.reminderLeadDays, undefined)[kind]}
            onChange={(days) => setDays(kind, days)}
          />
        ))}
      </div>
      <NoticeSwitch
        forbidden={policy.notifications === false}
        wanted={preferences.notify !== false}
        onChange={(notify) => save({ notify })}
      />
    </>
  );
}

interface LeadRowProps {
  kind: ReminderKind;
  own: number | undefined;
  bank: number;
  onChange: (days: number | undefined) => void;
}

/** An empty field follows the bank; what is typed counts when the field is left. */
function LeadRow({ kind, own, bank, onChange }: LeadRowProps) {
  const { t } = useTranslation('agenda');
  const id = useId();
  const [typed, setTyped] = useState<number | string>(own ?? '');
  useEffect(() => setTyped(own ?? ''), [own]);
  return (
    <>
      <label htmlFor={id}>{t(`settings.${kind}`)}</label>
      <NumberInput
        id={id}
        aria-describedby={`${id}-bank`}
        value={typed}
        placeholder={String(bank)}
        min={0}
        max={90}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        onChange={setTyped}
        onBlur={() => {
          const days = typeof typed === 'number' ? typed : undefined;
          if (days !== own) onChange(days);
        }}
      />
      <span className={styles.bank} id={`${id}-bank`}>
        {t(own === undefined ? 'settings.followsBank' : 'settings.bankHas', { days: bank })}
      </span>
    </>
  );
}

interface NoticeSwitchProps {
  /** The bank has switched them off. */
  forbidden: boolean;
  wanted: boolean;
  onChange: (notify: boolean) => void;
}

function NoticeSwitch({ forbidden, wanted, onChange }: NoticeSwitchProps) {
  const { t } = useTranslation('agenda');
  const { desktop } = useHost();
  const [state, setState] = useState<NoticeState>();
  useEffect(() => {
    desktop.noticeState().then(setState, () => setState('off'));
  }, [desktop]);
  const ask = () => {
    desktop.allowNotices().then(setState, () => setState('off'));
  };
  return (
    <div className={styles.notify}>
      <Switch
        label={t('settings.notify')}
        checked={wanted && !forbidden}
        disabled={forbidden}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {forbidden && <p className={styles.hint}>{t('settings.notifyForbidden')}</p>}
      {!forbidden && wanted && state === 'ask' && (
        <div>
          <Button variant="default" onClick={ask}>
            {t('settings.allow')}
          </Button>
        </div>
      )}
      {!forbidden && wanted && state === 'off' && <p className={styles.hint}>{t('settings.blocked')}</p>}
      <p className={styles.hint}>{t('settings.notifyHint')}</p>
    </div>
  );
}
