import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import { type SignInWay, signInWay } from '#shared/access/sign-in-way.ts';
import { signInWays } from '#shared/protocol/provider.ts';

interface Props {
  value: SignInWay;
  onChange: (way: SignInWay) => void;
}

/** How somebody signs in; not asked where there is one way only. */
export function SignInWayField({ value, onChange }: Props) {
  const { t } = useTranslation('organisation');
  const { data } = useServerAnswer('/auth/ways', signInWays);
  if (data?.provider === undefined && value === 'local') return null;
  return (
    <NativeSelect
      label={t('person.signIn')}
      value={value}
      onChange={(event) => onChange(signInWay.parse(event.currentTarget.value))}
      data={signInWay.options.map((way) => ({ value: way, label: t(`person.way.${way}`) }))}
    />
  );
}
