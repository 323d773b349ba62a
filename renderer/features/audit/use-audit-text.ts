import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { useFormat } from '#renderer/ui/use-format.ts';
import { useModelText } from '#renderer/ui/use-model-text.ts';
import type { AuditLine } from '#shared/protocol/audit.ts';
import { changedPolicy, takenField } from './changed-names.ts';

export interface DetailText {
  readonly name: string;
  readonly value: string;
}

export interface AuditText {
  /** What was done, in words; its code where a newer server knows an action that this version does not. */
  action(action: string): string;
  /** A person that a line names, in the language of the screen. */
  person(who: AuditLine['actor']): string;
  /** Everything that a line keeps beside who, when and what. */
  details(line: AuditLine): DetailText[];
}

/** Which documents the fields of an edit are of, by the area of its action. */
const collectionOf: Readonly<Record<string, string>> = {
  customer: 'customers',
  contactLog: 'contactLogs',
  task: 'tasks',
  relationship: 'relationships',
  case: 'cases',
  act: 'customers',
  request: 'customers',
  parked: 'customers',
};

/** Words for lines of the audit log: what is known by code only, from another version or another part. */
export function useAuditText(): AuditText {
  const { t, i18n } = useTranslation('audit');
  const language = useLanguage();
  const format = useFormat();
  const model = useModelText();
  const { staffName, branchName } = useDirectory();
  return useMemo(() => {
    const word = (namespace: string, key: string): string | undefined => {
      const found: unknown = i18n.getResource(language, namespace, key);
      return typeof found === 'string' ? found : undefined;
    };
    const action = (code: string) =>
      word('audit', `action.${code}`) ?? word('model', `intent.${code}`) ?? code;
    const textOf = (name: string, value: unknown, collection: string): string => {
      if (value === null || value === undefined || value === '') return t('value.none');
      if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no');
      if (typeof value === 'number') return format.number(value);
      if (Array.isArray(value)) {
        if (value.length === 0) return t('value.none');
        return format.list(value.map((one) => textOf(name, one, collection)));
      }
      if (typeof value === 'object') {
        const entries = entriesOf(value, collection);
        return entries.length === 0 ? t('value.none') : format.list(entries.map(joined));
      }
      const text = String(value);
      if (name === 'fields') return model.field(collection, text);
      if (name === 'changed') return changedPolicy(text, word);
      if (['hidden', 'readOnly', 'restored'].includes(name)) return takenField(text, word, model);
      if (name === 'action') return action(text);
      if (name === 'role') return word('model', `role.${text}`) ?? text;
      if (/^\d{4}-\d\d-\d\dT.*Z$/.test(text)) return format.moment(text);
      return (
        word('audit', `value.${text}`) ??
        word('errors', `reason.${text}`) ??
        word('model', `field.customers.${text}`) ??
        staffName(text) ??
        branchName(text) ??
        text
      );
    };
    const entriesOf = (detail: object, collection: string): DetailText[] =>
      Object.entries(detail).map(([name, value]) => ({
        name: word('audit', `detail.${name}`) ?? name,
        value: textOf(name, value, collection),
      }));
    const joined = ({ name, value }: DetailText) => `${name} ${value}`;
    const person = (who: AuditLine['actor']) => {
      if (who === undefined) return t('nobody');
      return (language === 'en' ? who.nameEn : who.name) ?? staffName(who.id) ?? who.id;
    };
    return {
      action,
      person,
      details(line) {
        const collection = collectionOf[line.action.split('.')[0] ?? ''] ?? 'customers';
        const { subject, customer, device, reason } = line;
        const named = subject !== undefined && (subject.name ?? staffName(subject.id)) !== undefined;
        const known = {
          ...(reason !== undefined && { reason }),
          ...(subject && { subject: named ? person(subject) : subject.id }),
          ...(customer && { customer: customer.customerNo ?? customer.id }),
          ...(device && { device: device.id }),
          ...(device?.seq !== undefined && { seq: device.seq }),
          ...(line.action === 'act.unmask' &&
            line.detail?.fields === undefined && { fields: t('value.allMasked') }),
        };
        return [
          ...Object.entries(known).map(([name, value]) => ({
            name: word('audit', `detail.${name}`) ?? name,
            value: typeof value === 'number' ? format.number(value) : value,
          })),
          ...entriesOf(line.detail ?? {}, collection),
        ];
      },
    } satisfies AuditText;
  }, [t, i18n, language, format, model, staffName, branchName]);
}
