import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { PersonSelect } from '#renderer/ui/person-select.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { useServerOrder } from '#renderer/ui/use-server-order.ts';
import { type ReassignRequest, type ReassignResponse, reassignResponse } from '#shared/protocol/admin.ts';
import styles from './admin.module.css';
import type { AdminFile } from './admin-file.ts';
import { FileTable } from './file-table.tsx';
import { ReassignForm } from './reassign-form.tsx';
import { ReassignResult } from './reassign-result.tsx';
import { useAdminFiles, useHoldsFiles } from './use-admin-files.ts';
import { useLinkedCustomer } from './use-linked-customer.ts';

type Order = Omit<ReassignRequest, 'customerIds'>;
interface Done {
  readonly answer: ReassignResponse;
  readonly order: Order;
  /** Those it was about, for their names: a file that has left this device is not there any more to be asked. */
  readonly files: ReadonlyMap<string, AdminFile>;
}

/** Customers are ticked, then given to another manager or branch; what could not be moved is named. */
export function ReassignSection() {
  const { t } = useTranslation('admin');
  const { role, branchId } = useUser();
  const holds = useHoldsFiles();
  const [managerId, setManagerId] = useState('');
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text, holds ? 100 : 400);
  const [chosen, setChosen] = useState<ReadonlyMap<string, AdminFile>>(new Map());
  const [done, setDone] = useState<Done>();
  const order = useServerOrder();
  const found = useAdminFiles(managerId, wanted);
  const asked = holds || managerId !== '' || wanted !== '';

  useLinkedCustomer((file) => setChosen(new Map([[file.id, file]])));

  const move = async (wish: Order, files: ReadonlyMap<string, AdminFile>) => {
    const body = { ...wish, customerIds: [...files.keys()] } satisfies ReassignRequest;
    const answer = await order.give('/admin/reassign', body, reassignResponse);
    if (answer === undefined) return false;
    setDone({ answer, order: wish, files });
    const left = [...answer.busy, ...answer.notFound].flatMap((id) => {
      const file = files.get(id);
      return file === undefined ? [] : [[id, file] as const];
    });
    setChosen(new Map(left));
    return true;
  };
  const retryBusy = () => {
    if (done === undefined) return;
    const busy = [...done.files].filter(([id]) => done.answer.busy.includes(id));
    void move(done.order, new Map(busy));
  };

  return (
    <div className={styles.split}>
      <Panel
        title={t('reassign.pick')}
        {...(asked && { count: t('reassign.found', { count: found.matching }) })}
      >
        <search className={styles.filters}>
          <PersonSelect
            label={t('reassign.from')}
            roles={['relationship_manager']}
            branchId={role === 'it_admin' ? undefined : branchId}
            value={managerId}
            onChange={setManagerId}
            placeholder={t('reassign.anyManager')}
            clearable
          />
          <TextInput
            label={t(holds ? 'reassign.search' : 'reassign.numbers')}
            leftSection={<IconSearch size={14} aria-hidden />}
            placeholder={t(holds ? 'picker.search' : 'reassign.numbersHint')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </search>
        {found.error !== undefined ? (
          <ErrorState code={found.error} />
        ) : (
          <FileTable
            found={found}
            chosen={chosen}
            onChoose={setChosen}
            nothing={t(asked ? 'reassign.none' : 'reassign.start')}
          />
        )}
      </Panel>
      <div className={styles.side}>
        {done !== undefined && (
          <ReassignResult
            {...done}
            busy={order.busy}
            onRetry={retryBusy}
            onClose={() => setDone(undefined)}
          />
        )}
        <Panel title={t('reassign.give')} padded>
          <ReassignForm
            order={order}
            count={chosen.size}
            onClear={() => setChosen(new Map())}
            onMove={(wish) => move(wish, chosen)}
          />
        </Panel>
      </div>
    </div>
  );
}
