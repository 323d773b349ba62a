import { Alert, Button, NativeSelect } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { OrderModal } from '#renderer/ui/order-modal.tsx';
import { useKeptDraft, useKeptState } from '#renderer/ui/use-keep.tsx';
import { useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import { type PolicySettings, policySettings } from '#shared/protocol/policy-settings.ts';
import styles from './policy.module.css';
import {
  type DraftPart,
  deviceFields,
  differencesOf,
  draftOf,
  fieldsIn,
  type PolicyField,
  type PolicyTarget,
  policyGroups,
  policyTargets,
  settingsOf,
} from './policy-fields.ts';
import { PolicyOrder } from './policy-order.tsx';
import { PolicyTable } from './policy-table.tsx';
import { usePolicyWords } from './use-policy-words.ts';

/** What the bank has decided for its devices, for all and by role; from the server, and changed there. */
export function PolicySection() {
  const { data, error, loading, reload } = useServerAnswer('/admin/policy', policySettings);
  // Outlives the editor, which begins anew with each version.
  const [target, setTarget] = useKeptState<PolicyTarget>('policy for', 'all');
  if (error !== undefined && !loading && data === undefined)
    return <ErrorState code={error} onRetry={reload} />;
  if (data === undefined) return <LoadingRows rows={8} />;
  return (
    <PolicyEditor key={data.version} settings={data} target={target} onTarget={setTarget} onDone={reload} />
  );
}

interface Props {
  settings: PolicySettings;
  target: PolicyTarget;
  onTarget: (target: PolicyTarget) => void;
  onDone: () => void;
}

function PolicyEditor({ settings, target, onTarget, onDone }: Props) {
  const { t } = useTranslation('policy');
  const words = usePolicyWords();
  const [draft, change, clear] = useKeptDraft('policy', draftOf(settings));
  const [saving, setSaving] = useState(false);
  const save = useRef<HTMLButtonElement>(null);
  const differences = differencesOf(draft, settings);
  const wanted = settingsOf(draft);
  const broken = settings.invalid.length > 0;
  const type = (part: DraftPart, { id }: PolicyField, typed: string) =>
    change({ [part]: { ...draft[part], [id]: typed } });

  return (
    <div className={styles.parts}>
      <div className={styles.head}>
        <NativeSelect
          aria-label={t('for')}
          value={target}
          onChange={(event) => {
            const found = policyTargets.find((one) => one === event.currentTarget.value);
            if (found !== undefined) onTarget(found);
          }}
          data={policyTargets.map((value) => ({ value, label: words.part(value) }))}
        />
        <div className={styles.save} role="status">
          {wanted === undefined
            ? t('wrongSomewhere')
            : differences.length > 0 && t('unsaved', { count: differences.length })}
          {differences.length > 0 && (
            <Button variant="default" onClick={clear}>
              {t('discard')}
            </Button>
          )}
          <Button
            ref={save}
            disabled={wanted === undefined || (differences.length === 0 && !broken)}
            onClick={() => setSaving(true)}
          >
            {t('save')}
          </Button>
        </div>
      </div>
      {broken && (
        <Alert color="red" variant="light" role="status" icon={<IconAlertTriangle size={18} stroke={1.7} />}>
          {settings.invalid.map((row) => (
            <div key={row}>{t(`invalid.${row}`)}</div>
          ))}
        </Alert>
      )}
      {policyGroups.map((group) => (
        <PolicyTable
          key={group}
          title={t(`group.${group}`)}
          part={target}
          fields={fieldsIn(group)}
          draft={draft}
          settings={settings}
          onChange={(field, typed) => type(target, field, typed)}
        />
      ))}
      <PolicyTable
        title={t('devices')}
        part="devices"
        fields={deviceFields}
        draft={draft}
        settings={settings}
        onChange={(field, typed) => type('devices', field, typed)}
      />
      <OrderModal
        opened={saving && wanted !== undefined}
        title={t('saveTitle')}
        size="lg"
        focusAfter={save}
        onClose={() => setSaving(false)}
      >
        {({ cancel, done }) =>
          wanted && (
            <PolicyOrder
              wanted={{ ...wanted, version: settings.version }}
              differences={differences}
              onCancel={cancel}
              onDone={() => {
                clear();
                done();
                onDone();
              }}
            />
          )
        }
      </OrderModal>
    </div>
  );
}
