import { NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DateField } from '#renderer/ui/date-field.tsx';
import type { ModelText } from '#renderer/ui/use-model-text.ts';
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

/** The control for one field. */
export function ProfileInput(props: ProfileInputProps) {
  const { field, collection = 'customers', value, error, autoFocus, words, onChange, onBlur } = props;
  const { t } = useTranslation('customers');
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
          ...(field.options ?? []).map((option) => ({
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
