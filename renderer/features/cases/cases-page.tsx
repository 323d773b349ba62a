import { NativeSelect, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import pageStyles from '#renderer/ui/page.module.css';
import { Page } from '#renderer/ui/page.tsx';
import { PageHeader } from '#renderer/ui/page-header.tsx';

import { useUser } from '#renderer/ui/replica-context.tsx';
import { useActions } from '#renderer/ui/use-actions.ts';
import { useCustomerNames } from '#renderer/ui/use-customer-names.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useKeptState } from '#renderer/ui/use-keep.tsx';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { useShortcut } from '#renderer/ui/use-shortcut.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { caseKind, caseSeverity, type ServiceCase } from '#shared/model/service-case.ts';
import { ResolveForm } from './case-forms.tsx';
import { groupCases } from './case-groups.ts';
import { CaseListRow } from './case-list-row.tsx';
import styles from './cases.module.css';
import { useCaseEdits } from './use-case-edits.ts';

/** More open cases than a branch should ever have; it bounds what crosses from the worker. */
const ALL = 1000;

/** The open complaints and requests of all customers here, by the day by which they must be answered. */
export function CasesPage() {
  const { t } = useTranslation(['cases', 'model']);
  const user = useUser();
  const today = useToday();
  const format = useFormat();
  const navigate = useNavigate();
  const edits = useCaseEdits();
  const [scope, setScope] = useKeptState<'mine' | 'all'>(
    'cases scope',
    user.role === 'branch_manager' ? 'all' : 'mine',
  );
  const [severity, setSeverity] = useState('');
  const [kind, setKind] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [resolving, setResolving] = useState<{ id: string; key: number } | null>(null);
  const { documents, loading, error } = useLiveQuery<'cases'>({
    collection: 'cases',
    selector: { status: { $ne: 'resolved' } },
    limit: ALL,
  });
  const shown = documents.filter(
    (one) =>
      (scope === 'all' || one.ownerId === user.id) &&
      (severity === '' || one.severity === severity) &&
      (kind === '' || one.kind === kind),
  );
  const groups = groupCases(shown, today);
  const inOrder = groups.flatMap(({ cases }) => cases);
  const names = useCustomerNames(inOrder.map(({ customerId }) => customerId));
  const current = inOrder.find(({ id }) => id === chosen) ?? inOrder[0];
  const overdue = shown.filter(({ dueOn }) => dueOn < today).length;

  const move = (by: number) => {
    const at = current === undefined ? -1 : inOrder.indexOf(current);
    const next = inOrder[Math.min(Math.max(at + by, 0), inOrder.length - 1)];
    if (next === undefined) return;
    setChosen(next.id);
    document.getElementById(`case-${next.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  const open = ({ customerId }: ServiceCase) => void navigate(`/customers/${customerId}`);
  const resolve = ({ id }: ServiceCase) => setResolving({ id, key: (resolving?.key ?? 0) + 1 });
  useShortcut('ArrowDown', () => move(1));
  useShortcut('ArrowUp', () => move(-1));
  useShortcut('Enter', () => current && open(current), current !== undefined && resolving === null);
  useActions([
    {
      id: 'case-begin',
      group: 'screen',
      label: (words) => words.cases.begin,
      shortcut: 's',
      enabled: current?.status === 'open',
      run: () => void (current && edits.begin(current)),
    },
    {
      id: 'case-resolve',
      group: 'screen',
      label: (words) => words.cases.resolve,
      shortcut: 'r',
      enabled: current !== undefined,
      run: () => current && resolve(current),
    },
  ]);

  return (
    <Page>
      <PageHeader
        title={t('title')}
        note={[t('page.count', { count: shown.length }), overdue > 0 && t('page.overdue', { count: overdue })]
          .filter(Boolean)
          .join(' · ')}
      />
      <div className={styles.filters}>
        <SegmentedControl
          aria-label={t('page.scope')}
          value={scope}
          onChange={(value) => setScope(value === 'all' ? 'all' : 'mine')}
          data={[
            { value: 'mine', label: t('page.mine') },
            { value: 'all', label: t('page.all') },
          ]}
        />
        <NativeSelect
          aria-label={t('severity')}
          value={severity}
          onChange={(event) => setSeverity(event.currentTarget.value)}
          data={[
            { value: '', label: t('page.severityAny') },
            ...caseSeverity.options.map((value) => ({ value, label: t(`model:caseSeverity.${value}`) })),
          ]}
        />
        <NativeSelect
          aria-label={t('kind')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
          data={[
            { value: '', label: t('page.kindAny') },
            ...caseKind.options.map((value) => ({ value, label: t(`model:caseKind.${value}`) })),
          ]}
        />
        <Text className={styles.hint}>{t('page.hint')}</Text>
      </div>
      {error !== undefined && <ErrorState code={error} />}
      {loading && <LoadingRows rows={6} />}
      {!loading && error === undefined && inOrder.length === 0 && (
        <EmptyState
          title={t('page.noneTitle')}
          description={t(documents.length > 0 ? 'page.noneMine' : 'page.noneHint')}
        />
      )}
      {groups.map(({ name, cases }) => (
        <section key={name} className={pageStyles.panel} aria-label={t(`page.group.${name}`)}>
          <h2 className={styles.group}>
            {t(`page.group.${name}`)} <span className="num">{format.number(cases.length)}</span>
          </h2>
          <ul className={styles.list}>
            {cases.map((one) => (
              <li key={one.id} id={`case-${one.id}`}>
                <CaseListRow
                  one={one}
                  customerName={names(one.customerId)}
                  chosen={one.id === current?.id}
                  onChoose={() => setChosen(one.id)}
                  onResolve={() => resolve(one)}
                />
                {resolving?.id === one.id && (
                  <ResolveForm one={one} focusKey={resolving.key} onClose={() => setResolving(null)} />
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}
