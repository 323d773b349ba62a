import { Button } from '@mantine/core';
import { IconMessageReport } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxEntry } from '#renderer/replica/api/edits.ts';
import { Panel } from '#renderer/ui/panel.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { abilityOf } from '#shared/access/ability.ts';
import { byUrgency } from '#shared/domain/case-terms.ts';
import type { ServiceCase } from '#shared/model/service-case.ts';
import { NewCaseForm } from './case-forms.tsx';
import { CaseRow } from './case-row.tsx';
import styles from './cases.module.css';

export interface CasePanelProps {
  customerId: string;
  managerId: string | undefined;
  cases: readonly ServiceCase[];
  stateOf: (documentId: string) => OutboxEntry['state'] | undefined;
  /** 0 while the form is closed; a new number opens it and takes the focus there. */
  formKey: number;
  onOpen: () => void;
  onClose: () => void;
}

/** The complaints and requests of one customer; open ones first, by the day they are due. */
export function CasePanel(props: CasePanelProps) {
  const { customerId, managerId, cases, stateOf, formKey, onOpen, onClose } = props;
  const { t } = useTranslation('cases');
  const user = useUser();
  const [withResolved, setWithResolved] = useState(false);
  const adding = formKey > 0;
  const addRef = useRef<HTMLButtonElement>(null);
  const wasAdding = useRef(adding);
  useEffect(() => {
    if (wasAdding.current && !adding) addRef.current?.focus();
    wasAdding.current = adding;
  }, [adding]);
  const sorted = cases.toSorted(byUrgency);
  const open = sorted.filter(({ status }) => status !== 'resolved');
  const resolved = sorted.filter(({ status }) => status === 'resolved');
  const row = (one: ServiceCase) => (
    <CaseRow key={one.id} one={one} managerId={managerId} state={stateOf(one.id)} />
  );
  return (
    <Panel
      title={t('panel')}
      count={open.length}
      actions={
        !adding &&
        abilityOf(user.role).can('create', 'cases') && (
          <Button
            ref={addRef}
            size="compact-xs"
            variant="subtle"
            leftSection={<IconMessageReport size={14} stroke={1.7} />}
            onClick={onOpen}
          >
            {t('add')}
          </Button>
        )
      }
    >
      {adding && (
        <NewCaseForm customerId={customerId} managerId={managerId} focusKey={formKey} onClose={onClose} />
      )}
      {open.length === 0 && !adding && <p className={styles.none}>{t('none')}</p>}
      <ul className={styles.list}>{open.map(row)}</ul>
      {resolved.length > 0 && (
        <Button
          variant="subtle"
          color="gray"
          className={styles.more}
          aria-expanded={withResolved}
          onClick={() => setWithResolved(!withResolved)}
        >
          {withResolved ? t('hideResolved') : t('showResolved', { count: resolved.length })}
        </Button>
      )}
      {withResolved && <ul className={styles.list}>{resolved.map(row)}</ul>}
    </Panel>
  );
}
