import { useTranslation } from 'react-i18next';
import { useUpdateState } from '#renderer/app/use-update-state.ts';

/** How the program's own update goes, in words; `undefined` until the machine has said. */
export function useUpdateText(): string | undefined {
  const { t } = useTranslation('releases');
  const state = useUpdateState();
  switch (state?.status) {
    case undefined:
      return undefined;
    case 'off':
      return t(`off.${state.reason}`);
    case 'current':
      return t('now.current');
    case 'unknown':
      return t(`reason.${state.reason}`);
    case 'downloading':
      return t('now.downloading', { version: state.version, percent: state.percent });
    case 'ready':
      return state.held === undefined
        ? t('now.ready', { version: state.version })
        : t('note.held', { version: state.version, reason: t(`reason.${state.held}`) });
    case 'refused':
      return t('note.refused', { reason: t(`reason.${state.reason}`) });
  }
}
