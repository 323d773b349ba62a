import { Button, Group } from '@mantine/core';
import { IconChevronLeft, IconEye, IconEyeOff, IconFileTypePdf, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useCommand } from '#renderer/app/commands.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { PageHeader } from '#renderer/ui/page-header.tsx';
import { useActions } from '#renderer/ui/use-actions.ts';
import { useUnmasking } from '#renderer/ui/use-unmasking.ts';
import styles from './summary.module.css';
import { SummarySheet } from './summary-sheet.tsx';
import { usePrint } from './use-print.ts';
import { useSummary } from './use-summary.ts';

/** The summary of one customer as it will be printed. */
export function SummaryPage() {
  const { customerId = '' } = useParams();
  const { t } = useTranslation('summary');
  const navigate = useNavigate();
  const summary = useSummary(customerId);
  const { allowed, shown, show, hide, isShown } = useUnmasking(customerId);
  const [madeAt] = useState(() => new Date().toISOString());
  const unmasked = shown === 'all' ? undefined : [...shown];
  const { print, save, canSave, mayLeave, busy } = usePrint(
    customerId,
    unmasked?.length === 0 ? undefined : unmasked,
  );
  const { customer, loading, error } = summary;
  const ready = customer !== undefined && !loading;
  const revealed = isShown('idNumber');
  const back = `/customers/${customerId}`;

  useCommand('print', () => void (ready && mayLeave && print()));
  useActions([
    {
      id: 'summary-back',
      group: 'screen',
      label: (words) => words.summary.back,
      shortcut: 'Escape',
      run: () => void navigate(back),
    },
    {
      id: 'summary-save',
      group: 'screen',
      label: (words) => words.summary.save,
      enabled: ready && canSave,
      run: () => void save(),
    },
  ]);

  if (error !== undefined) return <ErrorState code={error} />;
  if (customer === undefined) {
    return (
      <Page>
        {loading ? (
          <LoadingRows rows={10} />
        ) : (
          <EmptyState
            role="alert"
            title={t('gone')}
            description={t('goneHint')}
            action={
              <Button component={Link} to="/customers" variant="default">
                {t('toList')}
              </Button>
            }
          />
        )}
      </Page>
    );
  }
  return (
    <Page>
      <div className={styles.tools}>
        <PageHeader
          title={t('title')}
          note={t(mayLeave ? 'note' : 'forbidden')}
          actions={
            <Group gap="xs" wrap="nowrap">
              <Button
                component={Link}
                to={back}
                variant="subtle"
                color="gray"
                leftSection={<IconChevronLeft size={15} />}
              >
                {t('back')}
              </Button>
              {allowed && (
                <Button
                  variant="subtle"
                  color="gray"
                  aria-pressed={revealed}
                  leftSection={revealed ? <IconEyeOff size={15} /> : <IconEye size={15} />}
                  onClick={() => (revealed ? hide() : show())}
                >
                  {t(revealed ? 'hide' : 'show')}
                </Button>
              )}
              {canSave && (
                <Button
                  variant="default"
                  disabled={busy || !ready}
                  leftSection={<IconFileTypePdf size={15} />}
                  onClick={() => void save()}
                >
                  {t('save')}
                </Button>
              )}
              <Button
                disabled={busy || !ready || !mayLeave}
                leftSection={<IconPrinter size={15} />}
                rightSection={<KeyHint shortcut="mod+P" decorative />}
                onClick={() => void print()}
              >
                {t('print')}
              </Button>
            </Group>
          }
        />
      </div>
      {/* A sheet that is half read says "none" of what has not come yet. */}
      {ready ? (
        <SummarySheet summary={{ ...summary, customer }} revealed={revealed} madeAt={madeAt} />
      ) : (
        <LoadingRows rows={10} />
      )}
    </Page>
  );
}
