import { Alert, MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderForm } from '#renderer/ui/order-form.tsx';
import { ReasonField } from '#renderer/ui/reason-field.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import {
  type Release,
  type ReleasesResponse,
  type RingStage,
  releasesResponse,
} from '#shared/protocol/releases.ts';
import styles from './releases.module.css';

interface Props {
  release: Release;
  onCancel: () => void;
  onDone: (answer: ReleasesResponse) => void;
}

const stages = ['pilot', 'share', 'all'] as const;
const order: readonly RingStage[] = ['none', ...stages];

/** Offers a release to more devices: only what is wider than now can be chosen. */
export function RingForm({ release, onCancel, onDone }: Props) {
  const { t } = useTranslation('releases');
  const { branches, branchName } = useDirectory();
  const server = useServerOrder();
  const { ring } = release;
  const open = stages.filter((one) => order.indexOf(one) >= order.indexOf(ring.stage));
  const [stage, setStage] = useState<(typeof stages)[number]>(open[0] ?? 'all');
  const [pilots, setPilots] = useState<string[]>(ring.pilots);
  const [percent, setPercent] = useState(String(Math.max(ring.percent, 10)));
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);

  const least = Math.max(1, ring.percent);
  const share = /^\d{1,3}$/.test(percent.trim()) ? Number(percent) : Number.NaN;
  const shareWrong = stage === 'share' && !(share >= least && share <= 100);
  const pilotsMissing = stage === 'pilot' && pilots.length === 0;
  const kept = [...new Set([...ring.pilots, ...pilots])];

  const submit = async () => {
    setAsked(true);
    if (shareWrong || pilotsMissing || reason.trim() === '') return;
    const answer = await server.give(
      `/admin/releases/${release.id}/ring`,
      { stage, pilots: kept, ...(stage === 'share' && { percent: share }), reason: reason.trim() },
      releasesResponse,
    );
    if (answer !== undefined) onDone(answer);
  };
  return (
    <OrderForm
      order={server}
      submit={t('widen.submit')}
      sentences={{ conflict: t('widen.conflict') }}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <div className={styles.fields}>
        <NativeSelect
          label={t('widen.stage')}
          data-autofocus
          value={stage}
          onChange={(event) => setStage(event.currentTarget.value as (typeof stages)[number])}
          data={open.map((one) => ({ value: one, label: t(`stage.${one}`) }))}
        />
        {stage !== 'all' && (
          <MultiSelect
            label={t('widen.pilots')}
            description={t('widen.pilotsHint')}
            searchable
            hidePickedOptions
            value={kept}
            onChange={setPilots}
            error={asked && pilotsMissing && t('widen.pilotsMissing')}
            data={branches
              .filter(({ level }) => level === 'branch')
              .map(({ id, name }) => ({ value: id, label: branchName(id) ?? name }))}
          />
        )}
        {stage === 'share' && (
          <TextInput
            label={t('widen.percent')}
            inputMode="numeric"
            value={percent}
            onChange={(event) => setPercent(event.currentTarget.value)}
            error={asked && shareWrong && t('widen.percentWrong', { from: least })}
          />
        )}
        <Alert color="yellow" variant="light">
          {t('widen.effect')}
        </Alert>
        <ReasonField value={reason} onChange={setReason} missing={asked && reason.trim() === ''} />
      </div>
    </OrderForm>
  );
}
