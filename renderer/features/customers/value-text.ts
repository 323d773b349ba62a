import { useModelText } from '#renderer/ui/use-model-text.ts';
import { maskIdNumber, maskPhone } from './mask.ts';
import { profileFields } from './profile-fields.ts';

/** What of other documents than the profile is masked as on the customer's page. */
const phonesElsewhere: Readonly<Record<string, readonly string[]>> = { relationships: ['mobile'] };

/** How a field's value is masked until somebody asks to see it; `undefined`: it is shown as it is. */
export function sensitivityOf(collection: string, field: string): 'id' | 'phone' | undefined {
  if (phonesElsewhere[collection]?.includes(field)) return 'phone';
  if (collection !== 'customers') return undefined;
  return profileFields.find(({ name }) => name === field)?.sensitive;
}

/** A field's value as people read it, masked as on the customer's page. Empty for none. */
export function useValueText(revealed: boolean) {
  const words = useModelText();
  return (collection: string, field: string, value: unknown): string => {
    const sensitivity = sensitivityOf(collection, field);
    if (revealed || sensitivity === undefined || typeof value !== 'string')
      return words.value(collection, field, value);
    return sensitivity === 'id' ? maskIdNumber(value) : maskPhone(value);
  };
}
