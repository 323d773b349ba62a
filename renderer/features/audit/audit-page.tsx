import { Alert, Button, SegmentedControl } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { PageHeader } from '#renderer/ui/page-header.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { auditGaps, auditState } from '#shared/protocol/audit.ts';
import styles from './audit.module.css';
import { AuditFilters } from './audit-filters.tsx';
import { ChainState } from './chain-state.tsx';
import { type FilterDraft, noFilter, readFilter } from './filter-draft.ts';
import { GapTable } from './gap-table.tsx';
import { LineTable } from './line-table.tsx';
import { useAuditLines } from './use-audit-lines.ts';
import { useAuditText } from './use-audit-text.ts';
import { useExport } from './use-export.ts';

/** How often the state of the chain is asked for while it is looked at, in milliseconds. */
const EVERY_MS = 30_000;

/** Who did what, for auditors: the log, the numbers that are missing in it, and whether it still is what it was. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const today = useToday();
  const text = useAuditText();
  const found = useAuditLines();
  const exporting = useExport(text);
  const state = useServerAnswer('/audit/state', auditState);
  const gaps = useServerAnswer('/audit/gaps', auditGaps);
  useInterval(
    () => {
      state.reload();
      gaps.reload();
    },
    EVERY_MS,
    { autoInvoke: true },
  );
  const [draft, setDraft] = useState<FilterDraft>(noFilter);
  const [wrong, setWrong] = useState<ReadonlySet<keyof FilterDraft>>(new Set());
  const [shown, setShown] = useState<'lines' | 'gaps'>('lines');

  const search = (wanted: FilterDraft) => {
    const read = readFilter(wanted, today);
    setDraft(wanted);
    setWrong(read.wrong);
    if (read.filter === undefined) return;
    setShown('lines');
    found.search(read.filter);
  };
  const missing = (gaps.data?.gaps.length ?? 0) + (gaps.data?.repeated.length ?? 0);

  return (
    <Page>
      <PageHeader
        title={t('title')}
        note={state.data !== undefined && t('asOf', { time: format.dateTime(state.data.asOf) })}
        actions={
          <Button
            variant="default"
            leftSection={<IconDownload size={14} />}
            loading={exporting.busy}
            disabled={found.lines.length === 0 || exporting.forbidden}
            title={exporting.forbidden ? t('export.forbidden') : undefined}
            onClick={() => void exporting.run(found.filter)}
          >
            {t('export.action')}
          </Button>
        }
      />
      {exporting.problem !== undefined && (
        <Alert color="red" title={t('export.failed')}>
          {exporting.problem}
        </Alert>
      )}
      <Panel title={t('chain.title')}>
        {state.data !== undefined && <ChainState state={state.data} />}
        {state.data === undefined && state.loading && <LoadingRows rows={1} />}
        {state.data === undefined && !state.loading && state.error !== undefined && (
          <ErrorState code={state.error} onRetry={state.reload} />
        )}
      </Panel>
      <Panel
        title={t(shown === 'lines' ? 'lines' : 'gap.title')}
        actions={
          <SegmentedControl
            size="xs"
            aria-label={t('show')}
            value={shown}
            onChange={(value) => setShown(value === 'gaps' ? 'gaps' : 'lines')}
            data={[
              { value: 'lines', label: t('lines') },
              { value: 'gaps', label: t('gaps', { count: missing }) },
            ]}
          />
        }
      >
        {shown === 'lines' ? (
          <>
            <AuditFilters
              draft={draft}
              wrong={wrong}
              text={text}
              onChange={setDraft}
              onSearch={() => search(draft)}
              onClear={() => search(noFilter)}
            />
            <LineTable found={found} text={text} onNarrow={(part) => search({ ...draft, ...part })} />
          </>
        ) : gaps.data === undefined ? (
          <div className={styles.empty}>
            {gaps.error === undefined ? (
              <LoadingRows rows={4} />
            ) : (
              <ErrorState code={gaps.error} onRetry={gaps.reload} />
            )}
          </div>
        ) : (
          <GapTable found={gaps.data} onDevice={(deviceId) => search({ ...noFilter, deviceId })} />
        )}
      </Panel>
    </Page>
  );
}
