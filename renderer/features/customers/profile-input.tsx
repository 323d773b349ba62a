import { NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { offeredOf, useBaseLists, useTexts } from '#renderer/ui/base-lists.tsx';
import { DateField } from '#renderer/ui/date-field.tsx';
import { OfferedText } from '#renderer/ui/offered-text.tsx';
import type { ModelText } from '#renderer/ui/use-model-text.ts';
import type { TextListName, WordListName } from '#shared/model/word-lists.ts';
import type { ProfileInput as InputKind } from './profile-fields.ts';

/** What the control has to know of a field, of the profile or of another document. */
export interface InputField {
  readonly name: string;
  readonly input: InputKind;
  readonly options?: readonly string[];
  /** It always has one of its options: "none" is not offered. */
  readonly always?: true;
}

export interface ProfileInputProps {
  field: InputField;
  /** Whose field it is: of the profile when absent. */
  collection?: string;
  value: string | string[];
  error: string | undefined;
  autoFocus: boolean;
  words: ModelText;
  onChange: (value: string | string[]) => void;
  onBlur: () => void;
}

/** Which list of base data says what is offered for a field. */
const wordListOfField: Readonly<Record<string, WordListName>> = {
  'customers.lifecycle': 'lifecycle',
  'customers.grade': 'grade',
  'contactLogs.channel': 'contact_channel',
  'contactLogs.direction': 'contact_direction',
  'contactLogs.outcome': 'contact_outcome',
  'tasks.kind': 'task_kind',
  'cases.kind': 'case_kind',
  'cases.channel': 'contact_channel',
  'relationships.kind': 'relationship_kind',
};
const textListOfField: Readonly<Record<string, TextListName>> = {
  'customers.industry': 'industry',
  'customers.occupation': 'occupation',
  'customers.source': 'source',
  'customers.address': 'region',
  'contactLogs.nextStep': 'next_step',
  'relationships.title': 'job_title',
};

/** The control for one field. */
export function ProfileInput(props: ProfileInputProps) {
  const { field, collection = 'customers', value, error, autoFocus, words, onChange, onBlur } = props;
  const { t } = useTranslation('customers');
  const { lists } = useBaseLists();
  const tags = useTexts('customer_tag');
  const entries = lists.get(wordListOfField[`${collection}.${field.name}`] ?? '') ?? [];
  const present = Array.isArray(value) ? undefined : value;
  const options = offeredOf(entries, field.options ?? [], present);
  const label = words.field(collection, field.name);
  const mark = autoFocus ? { 'data-autofocus': true } : {};
  const common = { label, error, onBlur, ...mark };
  if (Array.isArray(value))
    return (
      <TagsInput
        {...common}
        size="xs"
        value={value}
        onChange={onChange}
        maxTags={20}
        data={tags}
        splitChars={[',', '，', '、', ';', '；']}
        placeholder={t('profile.tagHint')}
      />
    );
  if (field.input === 'date')
    return (
      <DateField
        label={label}
        value={value}
        error={error}
        onBlur={onBlur}
        autoFocus={autoFocus}
        onChange={onChange}
        hint={t('date.hint')}
        calendarLabel={t('date.open', { label })}
      />
    );
  if (field.input === 'choice')
    return (
      <NativeSelect
        {...common}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[
          ...(field.always === true ? [] : [{ value: '', label: t('profile.none') }]),
          ...options.map((option) => ({
            value: option,
            label: words.value(collection, field.name, option),
          })),
        ]}
      />
    );
  if (field.input === 'prose')
    return (
      <Textarea
        {...common}
        autosize
        minRows={2}
        maxRows={8}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  const texts = textListOfField[`${collection}.${field.name}`];
  if (texts !== undefined) return <OfferedText {...common} list={texts} value={value} onChange={onChange} />;
  return (
    <TextInput
      {...common}
      autoComplete="off"
      {...(field.input === 'money' ? { description: t('profile.money'), inputWrapperOrder } : {})}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

const inputWrapperOrder: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
];
