import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type PolicyField, readTyped, typedOf } from './policy-fields.ts';
import { usePolicyWords } from './use-policy-words.ts';

interface Props {
  field: PolicyField;
  typed: string;
  /** What holds where nothing is set here. */
  inherited: string;
  onChange: (typed: string) => void;
}

/** Where one policy is set, or left as it is. */
export function PolicyControl({ field, typed, inherited, onChange }: Props) {
  const { t } = useTranslation('policy');
  const words = usePolicyWords();
  const { control } = field;
  const label = words.name(field);
  const wrong = 'problem' in readTyped(field, typed);
  if (control.kind === 'choice' || control.kind === 'switch') {
    const options = control.kind === 'choice' ? control.options : ['true', 'false'];
    return (
      <NativeSelect
        size="xs"
        aria-label={label}
        value={typed}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[
          { value: '', label: inherited },
          ...options.map((value) => ({ value, label: words.option(field, value) })),
        ]}
      />
    );
  }
  const problem =
    control.kind === 'number' ? t('wrongNumber', { min: control.min, max: control.max }) : t('wrong');
  const common = {
    size: 'xs',
    'aria-label': label,
    value: typed,
    placeholder: inherited,
    error: wrong && problem,
  } as const;
  if (control.kind === 'list')
    return (
      <Textarea
        {...common}
        autosize
        minRows={1}
        maxRows={4}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...common}
      {...(control.kind === 'number' && { inputMode: 'numeric', maxLength: typedOf(control.max).length })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
