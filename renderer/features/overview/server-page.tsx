import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { PageHeader } from '#renderer/ui/page-header.tsx';
import { RefreshButton } from '#renderer/ui/refresh-button.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useServerAnswer } from '#renderer/ui/use-server-answer.ts';

interface Props<T> {
  title: string;
  path: string;
  schema: z.ZodType<T>;
  /** When the server took these figures. */
  asOf: (answer: T) => string;
  children: (answer: T) => ReactNode;
}

/** A page of the server's figures: when they were taken, a way to ask again, and a sentence when it cannot answer. */
export function ServerPage<T>({ title, path, schema, asOf, children }: Props<T>) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { data, error, loading, reload } = useServerAnswer(path, schema);
  return (
    <Page>
      <PageHeader
        title={title}
        note={data !== undefined && t('asOf', { time: format.dateTime(asOf(data)) })}
        actions={
          <RefreshButton loading={loading && data !== undefined} onClick={reload}>
            {t('refresh')}
          </RefreshButton>
        }
      />
      {error !== undefined && !loading && <ErrorState code={error} onRetry={reload} />}
      {loading && data === undefined && <LoadingRows rows={8} />}
      {data !== undefined && children(data)}
    </Page>
  );
}
