import { useTranslation } from 'react-i18next';
import { Panel } from '#renderer/ui/panel.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { type OperationsStatus, operationsStatus } from '#shared/protocol/operations.ts';
import styles from './overview.module.css';
import { ServerPage } from './server-page.tsx';

/** How the sync service is doing, for IT and auditors. */
export function OperationsPage() {
  const { t } = useTranslation('overview');
  return (
    <ServerPage
      title={t('operations')}
      path="/operations/status"
      schema={operationsStatus}
      asOf={(status) => status.asOf}
    >
      {(status) => (
        <Panel title={t('service.title')}>
          <ServiceFigures status={status} />
        </Panel>
      )}
    </ServerPage>
  );
}

function ServiceFigures({ status }: { status: OperationsStatus }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { node, feed } = status;
  const yes = (value: boolean) => t(value ? 'service.yes' : 'service.no');
  const figures: { name: string; value: string; alert?: boolean }[] = [
    { name: t('service.node'), value: node.name },
    { name: t('service.startedAt'), value: format.dateTime(node.startedAt) },
    { name: t('service.stamping'), value: yes(node.stamping) },
    { name: t('service.listening'), value: yes(node.listening), alert: !node.listening },
    { name: t('service.streamClients'), value: format.number(node.streamClients) },
    { name: t('service.sessions'), value: format.number(status.sessionsActive) },
    {
      name: t('service.lag'),
      value: t('service.seconds', { count: Math.round(feed.lagSeconds) }),
      alert: feed.lagSeconds > 60,
    },
    { name: t('service.feedRows'), value: format.number(feed.rows) },
    {
      name: t('service.deadLetters'),
      value: format.number(feed.deadLetters),
      alert: feed.deadLetters > 0,
    },
    { name: t('service.parked'), value: format.number(status.parkedEdits) },
    {
      name: t('service.unreadable'),
      value: format.number(status.unreadableCopies),
      alert: status.unreadableCopies > 0,
    },
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(({ name, value, alert }) => (
        <div key={name} data-alert={alert || undefined}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
