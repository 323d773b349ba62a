import { useEffect, useMemo, useState } from 'react';
import { resources } from '#renderer/i18n/resources.ts';
import type { Action } from '#renderer/ui/actions.ts';
import { useCurrentActions } from '#renderer/ui/use-actions.ts';
import { matchActions, type Readings, searchable } from './match-actions.ts';

const NO_READINGS: Readings = new Map();

/** What can be done now and fits what is typed, best first. Pinyin joins in as soon as its dictionary is there. */
export function usePaletteActions(typed: string, active: boolean): Action[] {
  const actions = useCurrentActions();
  const readings = useReadings(actions, active);
  const known = useMemo(
    () =>
      actions
        .filter(({ run, keysOnly }) => run !== undefined && keysOnly !== true)
        .map((action) => searchable(action, readings)),
    [actions, readings],
  );
  return useMemo(() => matchActions(known, typed), [known, typed]);
}

function useReadings(actions: readonly Action[], active: boolean): Readings {
  const [readings, setReadings] = useState(NO_READINGS);
  useEffect(() => {
    if (!active) return;
    let current = true;
    import('./readings.ts').then(
      ({ readingsOf }) => {
        if (current) setReadings(readingsOf(actions.map(({ label }) => label(resources['zh-CN']))));
      },
      // Without it actions are found by their names, which is most of it.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [actions, active]);
  return readings;
}
