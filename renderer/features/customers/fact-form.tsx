import { NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import styles from '#renderer/ui/entry-form.module.css';
import { EntryForm } from '#renderer/ui/entry-form.tsx';
import { problemsOf } from '#renderer/ui/problem.ts';
import { useKeptForm } from '#renderer/ui/use-keep.tsx';
import { useProblemTexts } from '#renderer/ui/use-problem-text.ts';
import type { SoftFactTopic } from '#shared/domain/soft-facts.ts';
import { softFact, softFactTopic } from '#shared/model/customer.ts';
import { useFile } from './file-context.tsx';
import { useFacts } from './use-facts.ts';

const typed = softFact.pick({ topic: true, text: true });

export function FactForm({ focusKey, onClose }: { focusKey: number; onClose: () => void }) {
  const { t } = useTranslation(['file', 'customers', 'model']);
  const { customer } = useFile();
  const facts = useFacts();
  const textsOf = useProblemTexts<'topic' | 'text'>();
  const form = useForm<{ topic: SoftFactTopic; text: string }>({
    initialValues: { topic: 'interest', text: '' },
  });
  const dirty = form.values.text !== '';
  const forget = useKeptForm(`fact form ${customer.id}`, form, dirty);
  const onSubmit = async () => {
    const { topic, text } = form.getValues();
    const parsed = typed.safeParse({ topic, text: text.trim() });
    form.setErrors(textsOf(parsed.success ? null : problemsOf(parsed.error)));
    if (!parsed.success || !(await facts.add(parsed.data))) return false;
    forget();
    onClose();
    return true;
  };
  return (
    <EntryForm
      label={t('facts.form')}
      dirty={dirty}
      submitLabel={t('customers:profile.save')}
      focusKey={focusKey}
      enterSaves
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <div className={styles.row}>
        <NativeSelect
          label={t('facts.topic')}
          data={softFactTopic.options.map((value) => ({ value, label: t(`model:softFactTopic.${value}`) }))}
          {...form.getInputProps('topic')}
        />
      </div>
      <TextInput
        data-autofocus
        label={t('facts.text')}
        autoComplete="off"
        withAsterisk
        {...form.getInputProps('text')}
      />
    </EntryForm>
  );
}
