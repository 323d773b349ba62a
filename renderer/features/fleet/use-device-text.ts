import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import type { FleetDevice } from '#shared/protocol/fleet.ts';

export interface DeviceText {
  /** Who used it last. */
  name(device: FleetDevice): string;
  state(device: FleetDevice): string;
  /** By how much its clock is wrong, in the largest unit that says enough. */
  clock(device: FleetDevice): string;
  /** Why syncing fails; nothing where it does not. */
  failure(device: FleetDevice): string | undefined;
}

const MINUTE = 60;
const HOUR = 3600;

/** What the columns of a device say, in the language of the screen. */
export function useDeviceText(): DeviceText {
  const { t, i18n } = useTranslation('fleet');
  const language = useLanguage();
  const format = useFormat();
  return useMemo(
    () => ({
      name: ({ user }) => (user === undefined ? t('nobody') : language === 'en' ? user.nameEn : user.name),
      state({ state, wipe, revoked, fingerprint, user }) {
        if (wipe !== undefined && wipe.confirmedAt === undefined)
          return t('wipe.ordered', { ago: format.ago(wipe.orderedAt) });
        if (revoked !== undefined) return t('revoke.since', { ago: format.ago(revoked.at) });
        if (state === 'waiting') return t('approve.waits', { fingerprint: fingerprint ?? '–' });
        if (wipe?.confirmedAt !== undefined)
          return t('wipe.confirmed', { ago: format.ago(wipe.confirmedAt) });
        return user?.disabled === true ? t('disabled') : t(`state.${state}`);
      },
      clock({ clockAheadSeconds: ahead }) {
        if (ahead === undefined) return '–';
        const size = Math.abs(ahead);
        if (size < MINUTE) return t('clock.right');
        const side = ahead > 0 ? 'ahead' : 'behind';
        return size < 2 * HOUR
          ? t(`clock.${side}Minutes`, { count: Math.round(size / MINUTE) })
          : t(`clock.${side}Hours`, { count: Math.round(size / HOUR) });
      },
      failure({ syncError }) {
        if (syncError === undefined) return undefined;
        // A code that a later program knows and this one does not.
        const sentence: unknown = i18n.getResource(language, 'errors', `code.${syncError}`);
        return typeof sentence === 'string' ? sentence : syncError;
      },
    }),
    [t, i18n, language, format],
  );
}
