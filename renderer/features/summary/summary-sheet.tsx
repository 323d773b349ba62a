import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#renderer/app/session-context.tsx';
import { fileFields } from '#renderer/features/customers/public.ts';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import { Watermark } from '#renderer/ui/watermark.tsx';
import type { Customer } from '#shared/model/customer.ts';
import styles from './summary.module.css';
import { SummaryContacts } from './summary-contacts.tsx';
import { SummaryHoldings } from './summary-holdings.tsx';
import { SummaryTasks } from './summary-tasks.tsx';
import type { useSummary } from './use-summary.ts';

export interface SheetProps {
  summary: ReturnType<typeof useSummary> & { customer: Customer };
  revealed: boolean;
  /** When the sheet was made, as the watermark and its foot say. */
  madeAt: string;
}

/** In this order, as far as the customer has them and the role may see them. */
const shownFields = [
  'idType',
  'idNumber',
  'idExpiresOn',
  'mobile',
  'workPhone',
  'email',
  'birthDate',
  'occupation',
  'employer',
  'industry',
  'companySize',
  'legalRepresentative',
  'registeredCapital',
  'address',
  'openedOn',
] as const satisfies readonly (keyof Customer)[];

/** Black on white whatever the theme: it is paper. */
export function SummarySheet({ summary, revealed, madeAt }: SheetProps) {
  const { t } = useTranslation(['summary', 'model']);
  const { session } = useSession();
  const english = useLanguage() === 'en';
  const format = useFormat();
  const words = useModelText();
  const directory = useDirectory();
  const valueText = fileFields.useValueText(revealed);
  const { customer } = summary;
  const { user } = session;
  const who = english ? user.nameEn : user.name;
  const branch = english ? user.branchNameEn : user.branchName;
  const mark = `${who} · ${branch} · ${format.dateTime(madeAt)}`;
  const manager = customer.managerId === undefined ? undefined : directory.staffName(customer.managerId);
  return (
    <article className={styles.sheet} aria-label={t('summary:title')}>
      <Watermark on="sheet" text={mark} />
      <header className={styles.head}>
        <h2 className={styles.name}>{customer.name}</h2>
        <p className={styles.quiet}>
          {[
            t(`model:kind.${customer.kind}`),
            t(`model:grade.${customer.grade}`),
            t(`model:lifecycle.${customer.lifecycle}`),
            customer.customerNo,
            manager,
            directory.branchName(customer.branchId),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </header>
      <Section title={t('summary:identity')}>
        <dl className={styles.facts}>
          {shownFields
            .filter((field) => customer[field] !== undefined)
            .map((field) => (
              <div key={field}>
                <dt>{words.field('customers', field)}</dt>
                <dd className="num">{valueText('customers', field, customer[field])}</dd>
              </div>
            ))}
        </dl>
      </Section>
      <Section title={t('summary:holdings')}>
        <SummaryHoldings holdings={summary.holdings} />
      </Section>
      <Section title={t('summary:tasks')}>
        <SummaryTasks tasks={summary.tasks} />
      </Section>
      <Section title={t('summary:contacts')}>
        <SummaryContacts contacts={summary.contacts} />
      </Section>
      <footer className={styles.foot}>{t('summary:foot', { mark })}</footer>
    </article>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}
