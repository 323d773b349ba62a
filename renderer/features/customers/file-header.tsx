import { Anchor, Badge, Button, Group } from '@mantine/core';
import { IconChevronLeft, IconEye, IconEyeOff, IconMessagePlus, IconSquarePlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FileMenu } from '#renderer/features/admin/public.tsx';
import { useEdits } from '#renderer/ui/edits-context.tsx';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { SaveState } from '#renderer/ui/save-state.tsx';
import { useFormat } from '#renderer/ui/use-format.ts';
import { ageOn, daysBetween, nextAnniversary } from '#shared/domain/business-date.ts';
import { GradeMark, KindIcon, LifecycleMark } from './customer-marks.tsx';
import { useFile } from './file-context.tsx';
import styles from './file-header.module.css';
import { ListNeighbours } from './list-neighbours.tsx';
import { requestedOf } from './requested.ts';
import { SensitiveValue } from './sensitive-value.tsx';

export interface FileHeaderProps {
  onAddContact: () => void;
  onAddTask: () => void;
}

/** Who this is, in one glance, and what can be done at once. */
export function FileHeader({ onAddContact, onAddTask }: FileHeaderProps) {
  const { t } = useTranslation(['customers', 'model']);
  const format = useFormat();
  const { customer, directory, unmasking, today } = useFile();
  const revealed = unmasking.shown === 'all';
  const manager = customer.managerId === undefined ? undefined : directory.staffName(customer.managerId);
  const asked = Object.keys(requestedOf(useEdits(), customer.id)).length > 0;
  const hasSecrets = customer.idNumber !== undefined || customer.mobile !== undefined;
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <Anchor component={Link} to="/customers" className={styles.back} aria-label={t('page.back')}>
          <IconChevronLeft size={18} stroke={1.8} />
        </Anchor>
        <KindIcon kind={customer.kind} label={t(`model:kind.${customer.kind}`)} size={20} />
        <h1 className={styles.name}>{customer.name}</h1>
        <GradeMark grade={customer.grade} label={t(`model:grade.${customer.grade}`)} />
        <LifecycleMark lifecycle={customer.lifecycle} label={t(`model:lifecycle.${customer.lifecycle}`)} />
        {asked && <SaveState state="requested" />}
        {customer.tags?.map((tag) => (
          <Badge key={tag} color="gray">
            {tag}
          </Badge>
        ))}
        <Group gap="xs" ml="auto" wrap="nowrap">
          <ListNeighbours customerId={customer.id} />
          {hasSecrets && unmasking.allowed && (
            <Button
              variant="subtle"
              color="gray"
              aria-pressed={revealed}
              aria-label={t(revealed ? 'page.hide' : 'page.show')}
              leftSection={revealed ? <IconEyeOff size={15} /> : <IconEye size={15} />}
              onClick={() => (revealed ? unmasking.hide() : unmasking.show())}
            >
              <span className={styles.wide}>{t(revealed ? 'page.hide' : 'page.show')}</span>
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconSquarePlus size={15} stroke={1.7} />}
            rightSection={<KeyHint shortcut="T" decorative />}
            onClick={onAddTask}
          >
            {t('task.add')}
          </Button>
          <Button
            leftSection={<IconMessagePlus size={15} stroke={1.7} />}
            rightSection={<KeyHint shortcut="C" decorative />}
            onClick={onAddContact}
          >
            {t('contact.add')}
          </Button>
          <FileMenu customerId={customer.id} />
        </Group>
      </div>
      <dl className={styles.facts}>
        <Fact label={t('model:field.customers.customerNo')}>{customer.customerNo}</Fact>
        {customer.idNumber !== undefined && (
          <Fact
            label={t(
              customer.idType === undefined
                ? 'model:field.customers.idNumber'
                : `model:idType.${customer.idType}`,
            )}
          >
            <SensitiveValue value={customer.idNumber} as="id" field="idNumber" />
          </Fact>
        )}
        {customer.mobile !== undefined && (
          <Fact label={t('model:field.customers.mobile')}>
            <SensitiveValue value={customer.mobile} as="phone" field="mobile" />
          </Fact>
        )}
        {customer.birthDate !== undefined && (
          <Fact label={t('page.age', { count: ageOn(customer.birthDate, today) })}>
            <Birthday birthDate={customer.birthDate} today={today} />
          </Fact>
        )}
        <Fact label={t('list.manager')}>{manager ?? t('list.noManager')}</Fact>
        <Fact label={t('model:field.customers.branchId')}>
          {directory.branchName(customer.branchId) ?? '—'}
        </Fact>
        <Fact label={t('model:field.customers.openedOn')}>{format.date(customer.openedOn)}</Fact>
        {customer.nameGenerated === true && <Fact label={t('page.generatedName')}>{null}</Fact>}
      </dl>
    </header>
  );
}

const SOON_DAYS = 14;

function Birthday({ birthDate, today }: { birthDate: string; today: string }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const next = nextAnniversary(birthDate, today);
  if (next === today) return <strong>{t('page.birthdayToday')}</strong>;
  if (daysBetween(today, next) > SOON_DAYS) return <>{format.date(birthDate)}</>;
  return <strong>{t('page.birthdaySoon', { date: format.shortDate(next) })}</strong>;
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
