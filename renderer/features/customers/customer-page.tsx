import { Button } from '@mantine/core';
import { IconUserOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { LoadingRows } from '#renderer/ui/loading-rows.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useLiveDocument } from '#renderer/ui/use-live-query.ts';
import { useRecordedOpen } from '#renderer/ui/use-recorded-open.ts';
import { useShortcut } from '#renderer/ui/use-shortcut.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import { useUnmasking } from '#renderer/ui/use-unmasking.ts';
import { FileProvider } from './file-context.tsx';
import { FileScreen } from './file-screen.tsx';
import { useFileOutbox } from './use-file-outbox.ts';

/** One customer's file. Another customer is another page: nothing typed for one is ever saved for the other. */
export function CustomerPage() {
  const { customerId = '' } = useParams();
  return <FilePage key={customerId} customerId={customerId} />;
}

function FilePage({ customerId }: { customerId: string }) {
  const user = useUser();
  const today = useToday();
  const directory = useDirectory();
  const outbox = useFileOutbox(customerId);
  const { document: customer, loading, error } = useLiveDocument('customers', customerId);
  const unmasking = useUnmasking(customerId);
  const [seen, setSeen] = useState(false);
  if (customer !== undefined && !seen) setSeen(true);
  useRecordedOpen(customer?.id);

  if (customer === undefined) {
    if (error !== undefined) return <ErrorState code={error} />;
    return <Page>{loading ? <LoadingRows rows={10} /> : <NoFile gone={seen} />}</Page>;
  }
  return (
    <FileProvider file={{ customer, user, outbox, directory, today, unmasking }}>
      <FileScreen />
    </FileProvider>
  );
}

/** The file left this user's scope while it was open, or was never on this device. */
function NoFile({ gone }: { gone: boolean }) {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const linkRef = useRef<HTMLAnchorElement>(null);
  useShortcut('Escape', () => void navigate('/customers'));
  // What had the focus went with the file.
  useEffect(() => linkRef.current?.focus(), []);
  return (
    <EmptyState
      role="alert"
      icon={<IconUserOff size={26} stroke={1.4} />}
      title={
        <h1 style={{ font: 'inherit', margin: 0 }}>{t(gone ? 'page.goneTitle' : 'page.unknownTitle')}</h1>
      }
      description={t(gone ? 'page.goneHint' : 'page.unknownHint')}
      action={
        <Button component={Link} ref={linkRef} to="/customers" variant="default">
          {t('page.back')}
        </Button>
      }
    />
  );
}
