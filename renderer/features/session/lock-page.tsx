import { Button, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconLock } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { LockForm } from '#renderer/app/gate.ts';
import { syncWordsOf } from '#renderer/app/sync-words.ts';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import type { Session } from '#renderer/replica/api/session.ts';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import type { SessionUser } from '#shared/protocol/auth.ts';
import { GateLayout } from './gate-layout.tsx';
import styles from './sign-in.module.css';
import { SignInForm } from './sign-in-form.tsx';
import { UnlockForm } from './unlock-form.tsx';
import { useKnownUsernames } from './use-known-usernames.ts';

interface Props {
  user: SessionUser;
  byProvider: boolean;
  form: LockForm;
  /** There is nothing to unlock any more. */
  gone: boolean;
  /** Something typed and not saved waits behind the lock. */
  holdsTyped: boolean;
  onSignedIn: (session: Session) => void;
  onShow: (form: LockForm) => void;
  /** The session behind the lock turned out to be gone, as after a restart of the worker: signing in brings it back. */
  onGone: () => void;
}

/** A session that waits: whose it is, how to go on, and how sync is doing meanwhile. Nothing of a customer. */
export function LockPage(props: Props) {
  const { user, byProvider, form, gone, holdsTyped, onSignedIn, onShow, onGone } = props;
  const { t } = useTranslation('session');
  const name = useLanguage() === 'en' ? user.nameEn : user.name;
  const anew = form === 'again' || form === 'over';
  return (
    <GateLayout
      title={t(form === 'unlock' ? 'lock.title' : form === 'switch' ? 'lock.switchTitle' : 'title')}
    >
      {form === 'unlock' ? (
        <>
          <Who user={user} />
          <UnlockForm
            username={user.username}
            byProvider={byProvider}
            onUnlocked={onSignedIn}
            onGone={onGone}
          />
          <Switch onSwitch={() => onShow('switch')} />
        </>
      ) : (
        <>
          <p className={styles.waiting}>
            {t(anew ? `lock.${form}` : holdsTyped ? 'lock.typed' : 'lock.waiting', { name })}
          </p>
          <OtherSignIn key={form} username={anew ? user.username : ''} user={user} onSignedIn={onSignedIn} />
          {anew && gone ? (
            <Switch onSwitch={() => onShow('switch')} />
          ) : (
            <Back label={t('lock.backTo', { name })} onBack={() => onShow('unlock')} />
          )}
        </>
      )}
      <SyncLine />
    </GateLayout>
  );
}

function Who({ user }: { user: SessionUser }) {
  const { t } = useTranslation(['session', 'model']);
  const english = useLanguage() === 'en';
  return (
    <div className={styles.who}>
      <span className={styles.lockMark} aria-hidden>
        <IconLock size={18} stroke={1.7} />
      </span>
      <div>
        <div className={styles.whoName}>
          {t('session:lock.who', { name: english ? user.nameEn : user.name })}
        </div>
        <div className={styles.whoRole}>
          {user.username} · {t(`model:role.${user.role}`)} · {english ? user.branchNameEn : user.branchName}
        </div>
      </div>
    </div>
  );
}

function Switch({ onSwitch }: { onSwitch: () => void }) {
  const { t } = useTranslation('session');
  return (
    <Button variant="subtle" className={styles.aloneButton ?? ''} onClick={onSwitch}>
      {t('lock.switch')}
    </Button>
  );
}

function OtherSignIn(props: { username: string; user: SessionUser; onSignedIn: (session: Session) => void }) {
  const known = useKnownUsernames();
  if (known === undefined) return null;
  const others = known.filter((name) => name !== props.user.username);
  const only = others.length === 1 ? others[0] : undefined;
  return (
    <SignInForm
      known={props.username === '' ? others : []}
      username={props.username || (only ?? '')}
      onSignedIn={props.onSignedIn}
    />
  );
}

function Back({ label, onBack }: { label: string; onBack: () => void }) {
  const { t } = useTranslation('session');
  const back = useEffectEvent(onBack);
  // Not as a shortcut: those leave the keys of text to whoever is typing, and here somebody always is.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing) back();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <UnstyledButton className={styles.back ?? ''} onClick={onBack} aria-label={label}>
      <IconArrowLeft size={14} stroke={1.7} aria-hidden />
      {t('lock.back')} (Esc)
    </UnstyledButton>
  );
}

function SyncLine() {
  const { t } = useTranslation('app');
  const status = useSyncStatus();
  const words = syncWordsOf(status);
  return (
    <div className={styles.server} role="status">
      <span className={styles.dot} data-state={words.tone === 'good' ? 'reachable' : words.key} aria-hidden />
      <span>
        {t(`sync.${words.key}`)}
        {status.unsent > 0 && ` · ${t('sync.unsent', { count: status.unsent })}`}
      </span>
    </div>
  );
}
