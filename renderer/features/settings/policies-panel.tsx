import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useHost } from '#renderer/app/host-context.tsx';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { Panel } from '#renderer/ui/panel.tsx';
import { usePolicies } from '#renderer/ui/policy-context.tsx';
import table from '#renderer/ui/table.module.css';
import { type PolicyName, policyNames } from '#shared/policy/definitions.ts';
import type { EffectivePolicies } from '#shared/policy/resolve.ts';
import { PolicyProblems } from './policy-problems.tsx';
import { PolicyValue } from './policy-value.tsx';
import styles from './settings.module.css';

/** The desktop alone installs updates and turns to several servers: a browser has what its server gives. */
const ofDesktop: readonly PolicyName[] = [
  'serverUrls',
  'externalHosts',
  'updates',
  'updateChannel',
  'updateRing',
  'updateHours',
];

/** Every policy as it holds here, who says so, and what somebody said that counts for nothing. */
export function PoliciesPanel() {
  const { t } = useTranslation('settings');
  const { host } = useHost().info;
  const { effective, problems } = usePolicies();
  const language = useLanguage();
  const shown: EffectivePolicies = {
    ...effective,
    // Who has not chosen has the language of the system, which is as good as a choice.
    language: effective.language ?? { value: language, source: 'userSetting', locked: false },
  };
  const names = policyNames.filter((name) => host === 'electron' || !ofDesktop.includes(name));
  return (
    <div className={styles.wide}>
      <Panel title={t('policy.title')}>
        {problems.length > 0 && (
          <Alert
            color="red"
            variant="light"
            role="status"
            className={styles.problems ?? ''}
            icon={<IconAlertTriangle size={18} stroke={1.7} />}
            title={t('policy.problems')}
          >
            <PolicyProblems problems={problems} />
          </Alert>
        )}
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('policy.name')}</th>
              <th scope="col">{t('policy.value')}</th>
              <th scope="col">{t('policy.source')}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row">{t(`policy.names.${name}`)}</th>
                <td className={styles.policyValue}>
                  <PolicyValue name={name} policies={shown} />
                </td>
                <td>
                  <span className={styles.policySource}>
                    {t(`policy.sources.${shown[name]?.source ?? 'builtIn'}`)}
                    {shown[name]?.locked === true && (
                      <IconLock size={13} stroke={1.7} role="img" aria-label={t('policy.locked')} />
                    )}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={styles.note}>{t('policy.hint')}</p>
      </Panel>
    </div>
  );
}
