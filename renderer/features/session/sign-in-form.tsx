import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import type { Session } from '#renderer/replica/api/session.ts';
import { AttemptProblem } from './attempt-problem.tsx';
import { BranchChoice } from './branch-choice.tsx';
import { BrowserStep } from './browser-step.tsx';
import { ChangeStep } from './change-step.tsx';
import { CodeStep } from './code-step.tsx';
import { NameForm } from './name-form.tsx';
import { PassphraseChoice, PassphraseStep } from './passphrase-steps.tsx';
import { ProviderButton } from './provider-button.tsx';
import { type AskingFault, useProvider } from './use-provider.ts';
import { useSignIn } from './use-sign-in.ts';
import { useSignInWays } from './use-sign-in-ways.ts';

interface Props {
  known: readonly string[];
  username: string;
  onSignedIn: (session: Session) => void;
}

/** Signing in: by name and password or at the bank's provider, and whatever is asked for after it. */
export function SignInForm({ known, username: first, onSignedIn }: Props) {
  const { t } = useTranslation(['session', 'errors']);
  const language = useLanguage();
  const ways = useSignInWays();
  const provider = useProvider();
  const [username, setUsername] = useState(first);
  const [password, setPassword] = useState('');
  const [forgotten, setForgotten] = useState(false);
  const signing = useSignIn(onSignedIn, () => {
    setPassword('');
    setForgotten(false);
  });
  const { step, busy, problem, wait, name, restart } = signing;

  const atProvider = async () => {
    setForgotten(false);
    const vouched = await provider.ask();
    if (vouched !== null) await signing.begin(vouched);
  };
  const sentenceOf = () => {
    const ofPassphrase = (step === 'passphrase' || step === 'choice') && problem === 'credentials_invalid';
    return ofPassphrase ? t('session:passphrase.wrong') : t(`errors:code.${problem ?? 'internal'}`);
  };
  const faultText = (fault: AskingFault) => {
    if (fault.kind === 'provider') return t(`session:provider.problem.${fault.problem}`);
    const isAway = fault.code === 'offline' || fault.code === 'timeout';
    return isAway ? t('session:provider.offline') : t(`errors:code.${fault.code}`);
  };
  const told = !signing.silent && (
    <AttemptProblem sentence={sentenceOf()} wait={wait} fingerprint={signing.fingerprint} />
  );
  const state = { username: name, busy, waiting: wait > 0, problem: told, onBack: restart };

  switch (step) {
    case 'branch':
      return (
        <BranchChoice
          {...state}
          branches={signing.branches}
          onChoose={(branchId) => void signing.say({ branchId })}
        />
      );
    case 'change':
      return (
        <ChangeStep
          {...state}
          before={password}
          onPassword={(newPassword) => void signing.say({ newPassword })}
        />
      );
    case 'code':
      return <CodeStep {...state} onCode={async (code) => void (await signing.say({ code }))} />;
    case 'passphrase':
      return (
        <PassphraseStep
          {...state}
          onPassphrase={async (passphrase) => void (await signing.say({ passphrase }))}
          onForgotten={() => {
            setForgotten(true);
            signing.choosePassphrase();
          }}
        />
      );
    case 'choice':
      return (
        <PassphraseChoice
          {...state}
          anew={forgotten}
          onPassphrase={(newPassphrase) => void signing.say({ newPassphrase })}
        />
      );
    default:
  }
  if (provider.stage !== 'idle') {
    return <BrowserStep started={provider.stage === 'waiting'} onCancel={provider.cancel} />;
  }
  const asking = provider.fault !== undefined && (
    <AttemptProblem sentence={faultText(provider.fault)} wait={0} />
  );
  return (
    <NameForm
      known={known}
      focusName={first === ''}
      username={username}
      password={password}
      passwordLabel={t(ways.provider ? 'session:passphrase.orPassword' : 'session:password')}
      busy={busy}
      waiting={wait > 0}
      problem={told || asking}
      onUsername={setUsername}
      onPassword={setPassword}
      onSubmit={async () => {
        provider.forget();
        await signing.begin({ username: username.trim(), password });
      }}
      after={
        ways.provider && (
          <ProviderButton label={ways.provider.label[language]} onClick={() => void atProvider()} />
        )
      }
    />
  );
}
