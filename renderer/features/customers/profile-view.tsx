import { Badge, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEdits } from '#renderer/ui/edits-context.tsx';
import { SaveState } from '#renderer/ui/save-state.tsx';
import { type ModelText, useModelText } from '#renderer/ui/use-model-text.ts';
import type { Customer } from '#shared/model/customer.ts';
import { fieldStates } from './field-states.ts';
import { useFile } from './file-context.tsx';
import styles from './profile.module.css';
import type { ProfileField, VisibleField } from './profile-fields.ts';
import { ProfileGroups } from './profile-groups.tsx';
import { requestedOf } from './requested.ts';
import { SensitiveValue } from './sensitive-value.tsx';

/** The profile as it is, each field with how far its last edit has come. */
export function ProfileView({ fields }: { fields: readonly VisibleField[] }) {
  const { customer, outbox } = useFile();
  const words = useModelText();
  const states = fieldStates(outbox, customer.id);
  const requested = requestedOf(useEdits(), customer.id);
  return (
    <ProfileGroups
      fields={fields}
      wrap={(children) => <dl className={styles.grid}>{children}</dl>}
      field={(field) => {
        const state = states[field.name];
        return (
          <div key={field.name} className={styles.field} data-wide={field.wide}>
            <dt>{words.field('customers', field.name)}</dt>
            <dd>
              <FieldValue field={field} customer={customer} words={words} />
              {field.name in requested && (
                <span className={styles.requested}>
                  {`→ ${words.value('customers', field.name, requested[field.name])}`}
                  <SaveState state="requested" />
                </span>
              )}
              {state !== undefined && field.group !== 'bank' && <SaveState state={state} />}
            </dd>
          </div>
        );
      }}
    />
  );
}

function FieldValue(props: { field: ProfileField; customer: Customer; words: ModelText }) {
  const { field, customer, words } = props;
  const { t } = useTranslation('customers');
  const value = customer[field.name];
  if (value === undefined) return <span className={styles.absent}>{t('profile.notShown')}</span>;
  if (Array.isArray(value)) {
    return (
      <Group gap={4} display="inline-flex">
        {value.map((tag) => (
          <Badge key={tag} color="gray">
            {tag}
          </Badge>
        ))}
      </Group>
    );
  }
  if (field.sensitive !== undefined && typeof value === 'string')
    return <SensitiveValue value={value} as={field.sensitive} field={field.name} />;
  return <span className={styles.text}>{words.value('customers', field.name, value)}</span>;
}
