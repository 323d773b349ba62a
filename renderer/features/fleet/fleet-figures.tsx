import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/ui/use-format.ts';
import { deviceAlert, type FleetFilter, type FleetSummary } from '#shared/protocol/fleet.ts';
import styles from './fleet.module.css';

interface Props {
  summary: FleetSummary;
  filter: FleetFilter;
  /** Shows the devices that a figure counts; pressed again, all of them. */
  onFilter: (part: Pick<FleetFilter, 'state' | 'alert'>) => void;
}

/** How many devices there are and what is to be looked at: each figure is the way to its devices. */
export function FleetFigures({ summary, filter, onFilter }: Props) {
  const { t } = useTranslation('fleet');
  const { limits, alerts, states } = summary;
  const hints = {
    silent: t('alertHint.silent', { count: limits.silentDays }),
    unsent: t('alertHint.unsent', { count: limits.unsentEdits }),
    clock: t('alertHint.clock', { count: limits.clockMinutes }),
    failing: t('alertHint.failing', { count: limits.failedSyncs }),
    oldVersion: t('alertHint.oldVersion'),
    wiping: t('alertHint.wiping'),
    setAside: t('alertHint.setAside'),
  };
  return (
    <div className={styles.figures}>
      <Figure
        name={t('all')}
        value={summary.total}
        pressed={filter.state === undefined && filter.alert === undefined}
        onPress={() => onFilter({})}
      />
      {(['waiting', 'revoked'] as const).map((state) => (
        <Figure
          key={state}
          name={t(`state.${state}`)}
          value={states[state]}
          warns={state === 'waiting'}
          pressed={filter.state === state}
          onPress={() => onFilter(filter.state === state ? {} : { state })}
        />
      ))}
      {deviceAlert.options.map((alert) => (
        <Figure
          key={alert}
          name={t(`alert.${alert}`)}
          hint={hints[alert]}
          value={alerts[alert]}
          warns
          pressed={filter.alert === alert}
          onPress={() => onFilter(filter.alert === alert ? {} : { alert })}
        />
      ))}
    </div>
  );
}

interface FigureProps {
  name: string;
  value: number;
  hint?: string;
  warns?: boolean;
  pressed: boolean;
  onPress: () => void;
}

function Figure({ name, value, hint, warns = false, pressed, onPress }: FigureProps) {
  const format = useFormat();
  return (
    <UnstyledButton
      className={styles.figure ?? ''}
      aria-pressed={pressed}
      data-alert={(warns && value > 0) || undefined}
      title={hint}
      onClick={onPress}
    >
      <span className={styles.figureName}>{name}</span>
      <span className={styles.figureValue}>{format.number(value)}</span>
    </UnstyledButton>
  );
}
