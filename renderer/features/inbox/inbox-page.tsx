import { Button } from '@mantine/core';
import { IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { z } from 'zod';
import { useEdits } from '#renderer/ui/edits-context.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { PageHeader } from '#renderer/ui/page-header.tsx';
import { useSyncStatus } from '#renderer/ui/sync-context.tsx';
import { useActions } from '#renderer/ui/use-actions.ts';
import { useCustomerNames } from '#renderer/ui/use-customer-names.ts';
import { useUnmaskingOf } from '#renderer/ui/use-unmasking.ts';
import { AnswerCard } from './answer-card.tsx';
import { ConflictCard } from './conflict-card.tsx';
import styles from './inbox.module.css';
import { OwnPanel } from './own-panel.tsx';
import { ParkedCard } from './parked-card.tsx';
import { RejectedCard } from './rejected-card.tsx';
import { RequestCard } from './request-card.tsx';
import { useDecisions } from './use-decisions.ts';
import { useItemFocus } from './use-item-focus.ts';
import { useServerDecision } from './use-server-decision.ts';
import { useWaiting } from './waiting-context.tsx';
import { WaitingPanel } from './waiting-panel.tsx';

/** What a link that leads to one item says. */
const linked = z.object({ item: z.string() });

/** Where people decide: conflicts and refusals of their own, and what colleagues left for them. */
export function InboxPage() {
  const { t } = useTranslation(['inbox', 'customers', 'overview']);
  const { attention } = useEdits();
  const { parked, requests, reload } = useWaiting();
  const online = useSyncStatus().connection !== 'offline';
  const page = useRef<HTMLDivElement>(null);
  const location = useLocation();

  const conflicts = attention.filter(({ state }) => state === 'conflict');
  const rejected = attention.filter(({ state }) => state === 'rejected');
  const answers = attention.filter(({ state }) => state === 'parked');
  const parkedEdits = parked?.data?.items ?? [];
  const changeRequests = requests?.data?.items ?? [];
  const ids = [
    ...[...conflicts, ...rejected, ...answers].map(({ mutationId }) => mutationId),
    ...[...parkedEdits, ...changeRequests].map(({ id }) => id),
  ];
  const heading = () => page.current?.querySelector<HTMLElement>('[data-heading]') ?? null;
  const focusItem = useItemFocus(ids, heading);
  const decisions = useDecisions(focusItem);
  const decision = useServerDecision(reload);
  const customerIds = [
    ...attention.flatMap(({ customerId }) => customerId ?? []),
    ...[...parkedEdits, ...changeRequests].map(({ customerId }) => customerId),
  ];
  const nameOf = useCustomerNames(customerIds);
  const { allowed, revealed, toggle } = useUnmaskingOf(customerIds);

  // What waits is asked for when somebody comes to look; what was known before stays meanwhile.
  const arrive = useEffectEvent(() => {
    const goal = linked.safeParse(location.state).data?.item ?? ids[0];
    if (goal !== undefined) focusItem(goal);
    reload();
  });
  useEffect(() => {
    if (location.key) arrive();
  }, [location.key]);
  useActions([
    {
      id: 'undo',
      group: 'screen',
      label: ({ commands }) => commands.undo,
      shortcut: 'mod+Z',
      run: () => void decisions.undo(),
    },
    {
      id: 'inbox-reveal',
      group: 'screen',
      label: (words) => words.customers.page[revealed ? 'hide' : 'show'],
      shortcut: 'v',
      enabled: allowed,
      run: toggle,
    },
  ]);

  const own = { nameOf, revealed, decisions };
  const others = { revealed, online, decision };
  const nothing = ids.length === 0 && parked === null && requests === null;
  return (
    <Page>
      <div ref={page} className={styles.page}>
        <PageHeader
          title={
            <span data-heading tabIndex={-1}>
              {t('inbox:title')}
            </span>
          }
          note={ids.length > 0 && t('inbox:keys')}
          actions={
            <>
              {allowed && ids.length > 0 && (
                <Button variant="default" aria-pressed={revealed} onClick={toggle}>
                  {t(revealed ? 'customers:page.hide' : 'customers:page.show')}
                </Button>
              )}
              {parked !== null && (
                <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={reload}>
                  {t('overview:refresh')}
                </Button>
              )}
            </>
          }
        />
        {(nothing || (ids.length === 0 && attention.length === 0)) && (
          <EmptyState
            icon={<IconCircleCheck size={28} stroke={1.5} />}
            title={t('inbox:empty')}
            description={t('inbox:emptyHint')}
          />
        )}
        <OwnPanel title={t('inbox:conflict.title')} items={conflicts} card={ConflictCard} {...own} />
        <OwnPanel title={t('inbox:rejected.title')} items={rejected} card={RejectedCard} {...own} />
        <OwnPanel title={t('inbox:answer.title')} items={answers} card={AnswerCard} {...own} />
        {parked !== null && (
          <WaitingPanel
            title={t('inbox:waiting.parkedTitle')}
            empty={t('inbox:waiting.parkedNone')}
            offline={t('inbox:waiting.parkedOffline')}
            answer={parked}
            online={online}
          >
            {(edit) => (
              <ParkedCard key={edit.id} edit={edit} customerName={nameOf(edit.customerId)} {...others} />
            )}
          </WaitingPanel>
        )}
        {requests !== null && (
          <WaitingPanel
            title={t('inbox:waiting.requestsTitle')}
            empty={t('inbox:waiting.requestsNone')}
            offline={t('inbox:waiting.requestsOffline')}
            answer={requests}
            online={online}
          >
            {(request) => (
              <RequestCard
                key={request.id}
                request={request}
                customerName={nameOf(request.customerId)}
                {...others}
              />
            )}
          </WaitingPanel>
        )}
      </div>
    </Page>
  );
}
