import { Button } from '@mantine/core';
import { IconEye, IconEyeOff, IconFileText } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { customerMarks } from '#renderer/features/customers/public.tsx';
import { KeyHint } from '#renderer/ui/key-hint.tsx';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import { useToday } from '#renderer/ui/use-today.ts';
import type { Unmasking } from '#renderer/ui/use-unmasking.ts';
import { ageOn } from '#shared/domain/business-date.ts';
import type { Customer } from '#shared/model/customer.ts';
import { ChecksLine } from './checks-line.tsx';
import { initialsOf } from './initials.ts';
import styles from './served.module.css';

const { GradeMark, KindIcon, maskIdNumber, maskPhone } = customerMarks;

interface Props {
  customer: Customer;
  unmasking: Unmasking;
  onUnmask: () => void;
}

/** Who stands at the counter, readable from an arm's length, with what is to be checked. */
export function WhoCard({ customer, unmasking, onUnmask }: Props) {
  const { t } = useTranslation(['counter', 'model']);
  const today = useToday();
  const directory = useDirectory();
  const words = useModelText();
  const { kind, name, sex, birthDate, idNumber, mobile } = customer;
  const shown = unmasking.isShown('idNumber');
  const manager = customer.managerId === undefined ? undefined : directory.staffName(customer.managerId);
  const person = [
    sex === undefined ? '' : t(`model:sex.${sex}`),
    birthDate === undefined || kind === 'corporate'
      ? ''
      : t('counter:who.age', { count: ageOn(birthDate, today) }),
    customer.occupation ?? words.value('customers', 'industry', customer.industry),
  ];
  return (
    <div className={styles.who}>
      <div className={styles.avatar} aria-hidden>
        {kind === 'corporate' ? <KindIcon kind={kind} label="" size={26} /> : initialsOf(name)}
      </div>
      <div className={styles.identity}>
        <div className={styles.nameLine}>
          <h2 className={styles.name}>{name}</h2>
          <KindIcon kind={kind} label={t(`model:kind.${kind}`)} size={17} />
          <GradeMark grade={customer.grade} label={t(`model:grade.${customer.grade}`)} />
          <span className={styles.person}>{person.filter((part) => part !== '').join(' · ')}</span>
        </div>
        <dl className={styles.facts}>
          {idNumber !== undefined && (
            <Fact label={t('counter:who.id')}>{shown ? idNumber : maskIdNumber(idNumber)}</Fact>
          )}
          {mobile !== undefined && (
            <Fact label={t('counter:who.phone')}>{shown ? mobile : maskPhone(mobile)}</Fact>
          )}
          <Fact label={t('counter:who.number')}>{customer.customerNo}</Fact>
          {customer.legalRepresentative !== undefined && (
            <Fact label={t('counter:who.legal')}>{customer.legalRepresentative}</Fact>
          )}
          {manager !== undefined && <Fact label={t('counter:who.manager')}>{manager}</Fact>}
        </dl>
        <ChecksLine customer={customer} />
      </div>
      <div className={styles.whoActions}>
        {unmasking.allowed && (idNumber !== undefined || mobile !== undefined) && (
          <Button
            variant="subtle"
            color="gray"
            aria-pressed={shown}
            leftSection={shown ? <IconEyeOff size={15} /> : <IconEye size={15} />}
            rightSection={<KeyHint shortcut="mod+M" decorative />}
            onClick={onUnmask}
          >
            {t(shown ? 'counter:who.hide' : 'counter:who.show')}
          </Button>
        )}
        <Button
          variant="subtle"
          color="gray"
          component={Link}
          to={`/customers/${customer.id}`}
          leftSection={<IconFileText size={15} stroke={1.7} />}
          aria-label={t('counter:who.pageOf', { name })}
        >
          {t('counter:who.page')}
        </Button>
      </div>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
