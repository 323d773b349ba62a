import { Badge, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import table from '#renderer/ui/table.module.css';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { Release } from '#shared/protocol/releases.ts';
import type { PlainAct } from './reason-form.tsx';
import styles from './releases.module.css';

export type ReleaseAct = 'widen' | PlainAct;

interface Props {
  releases: readonly Release[];
  onAct: (act: ReleaseAct, release: Release) => void;
}

/** Every release with who is offered it and how many have it. */
export function ReleaseTable({ releases, onAct }: Props) {
  const { t } = useTranslation('releases');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable to be scrolled by keys.
    <section className={styles.scroll} tabIndex={0} aria-label={t('list.title')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('list.version')}</th>
            <th scope="col">{t('list.system')}</th>
            <th scope="col">{t('list.ring')}</th>
            <th scope="col">{t('list.state')}</th>
            <th scope="col" data-number>
              {t('list.devices')}
            </th>
            <th scope="col">{t('list.action')}</th>
          </tr>
        </thead>
        <tbody>
          {releases.map((release) => (
            <ReleaseRow key={release.id} release={release} onAct={onAct} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ReleaseRow({ release, onAct }: { release: Release; onAct: Props['onAct'] }) {
  const { t, i18n } = useTranslation('releases');
  const format = useFormat();
  const { staffName } = useDirectory();
  const { version, devices, ring } = release;
  const name = `${version} ${t(`platform.${release.platform}`)} ${release.arch}`;
  const notes = release.notes[i18n.language === 'en' ? 'en' : 'zh-CN'];
  return (
    <tr>
      <th scope="row" title={notes}>
        <span className={styles.version}>{version}</span>
        <span className={table.under}>
          {t('list.uploaded', {
            name: staffName(release.uploadedBy) ?? '…',
            time: format.dateTime(release.uploadedAt),
          })}
        </span>
      </th>
      <td>
        {t(`platform.${release.platform}`)} {release.arch} · {release.channel}
        <span className={table.under}>{t('list.electron', { version: release.electron })}</span>
      </td>
      <td>
        <RingText ring={ring} />
      </td>
      <td>
        <StateBadge release={release} />
      </td>
      <td data-number>
        <span role="img" aria-label={t('list.onOfLabel', devices)}>
          {t('list.onOf', { on: format.number(devices.on), total: format.number(devices.total) })}
        </span>
        <span className={table.under}>
          {devices.refused > 0
            ? t('list.refused', { count: devices.refused })
            : devices.offered > 0 && t('list.waiting', { count: devices.offered })}
        </span>
      </td>
      <td>
        <span className={table.acts}>
          {actsOf(release).map((act) => (
            <Button
              key={act}
              variant="subtle"
              size="compact-xs"
              {...((act === 'pause' || act === 'remove') && { color: 'red' })}
              aria-label={t(`${act}.of`, { version: name })}
              onClick={() => onAct(act, release)}
            >
              {t(`${act}.action`)}
            </Button>
          ))}
        </span>
      </td>
    </tr>
  );
}

function actsOf({ state, ring }: Release): ReleaseAct[] {
  if (state === 'uploading') return ['remove'];
  if (state === 'paused') return ['resume', ...(ring.stage === 'none' ? (['remove'] as const) : [])];
  if (ring.stage === 'none') return ['widen', 'remove'];
  return [...(ring.stage === 'all' ? [] : (['widen'] as const)), 'pause'];
}

function RingText({ ring }: { ring: Release['ring'] }) {
  const { t } = useTranslation('releases');
  const { branchName } = useDirectory();
  const { stage, pilots, percent } = ring;
  if (stage === 'pilot') {
    return t('ringOf.pilot', { branches: pilots.map((id) => branchName(id) ?? '…').join(t('comma')) });
  }
  if (stage === 'share' && pilots.length > 0) {
    return t('ringOf.sharePilots', { percent, count: pilots.length });
  }
  return t(`ringOf.${stage}`, { percent });
}

function StateBadge({ release: { state, ring, received, size } }: { release: Release }) {
  const { t } = useTranslation('releases');
  if (state === 'uploading') {
    return (
      <Badge miw="max-content" color="gray">
        {t('state.uploading', { percent: Math.floor((100 * received) / size) })}
      </Badge>
    );
  }
  if (state === 'paused')
    return (
      <Badge miw="max-content" color="red">
        {t('state.paused')}
      </Badge>
    );
  return ring.stage === 'none' ? (
    <Badge miw="max-content" color="gray">
      {t('state.waiting')}
    </Badge>
  ) : (
    <Badge miw="max-content" color="green">
      {t('state.offered')}
    </Badge>
  );
}
