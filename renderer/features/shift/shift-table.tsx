import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { SaveState } from '#renderer/ui/save-state.tsx';
import type { ShiftEdit } from '#renderer/ui/shift.ts';
import table from '#renderer/ui/table.module.css';
import { useCustomerNames } from '#renderer/ui/use-customer-names.ts';
import { useFormat } from '#renderer/ui/use-format.ts';

/** Rows drawn at most: the newest, as one looks for what was done a moment ago. */
const MOST = 200;

export function ShiftTable({ edits }: { edits: readonly ShiftEdit[] }) {
  const { t } = useTranslation(['shift', 'model', 'outbox']);
  const format = useFormat();
  const shown = edits.slice(0, MOST);
  const nameOf = useCustomerNames(shown.flatMap(({ customerId }) => customerId ?? []));
  return (
    <>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t('shift:column.time')}</th>
            <th scope="col">{t('shift:column.what')}</th>
            <th scope="col">{t('shift:column.customer')}</th>
            <th scope="col">{t('shift:column.state')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ mutationId, at, intent, customerId, state, reason }) => (
            <tr key={mutationId}>
              <td className="num">
                <time dateTime={at}>{format.time(at)}</time>
              </td>
              <td>{t(`model:intent.${intent}`)}</td>
              <td>
                <CustomerLink
                  id={customerId}
                  name={customerId === undefined ? undefined : nameOf(customerId)}
                />
              </td>
              <td>
                <SaveState state={reason === 'needs_approval' ? 'requested' : state} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {edits.length > MOST && <p>{t('shift:more', { count: edits.length - MOST })}</p>}
    </>
  );
}

function CustomerLink({ id, name }: { id: string | undefined; name: string | undefined }) {
  const { t } = useTranslation('outbox');
  if (id === undefined || name === undefined) return t('noCustomer');
  return (
    <Anchor component={Link} to={`/customers/${id}`} size="sm">
      {name}
    </Anchor>
  );
}
