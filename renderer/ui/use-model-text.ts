import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { money } from '#shared/model/primitives.ts';
import { useDirectory } from './use-directory.ts';
import { useFormat } from './use-format.ts';

/** Which words of the `model` texts name the values of a field. */
const enumOfField: Readonly<Record<string, string>> = {
  'customers.kind': 'kind',
  'customers.lifecycle': 'lifecycle',
  'customers.grade': 'grade',
  'customers.sex': 'sex',
  'customers.idType': 'idType',
  'customers.maritalStatus': 'maritalStatus',
  'customers.education': 'education',
  'customers.companySize': 'companySize',
  'contactLogs.channel': 'contactChannel',
  'contactLogs.direction': 'contactDirection',
  'contactLogs.outcome': 'contactOutcome',
  'tasks.kind': 'taskKind',
  'tasks.priority': 'taskPriority',
  'tasks.status': 'taskStatus',
  'customers.birthdayCalendar': 'birthdayCalendar',
  'cases.kind': 'caseKind',
  'cases.severity': 'caseSeverity',
  'cases.status': 'caseStatus',
  'cases.channel': 'contactChannel',
  'relationships.kind': 'relationshipKind',
};

export interface ModelText {
  /** A field's label; its technical name where a newer server knows a field that this version does not. */
  field(collection: string, field: string): string;
  /** A field's value as people read it; empty for none. */
  value(collection: string, field: string, value: unknown): string;
}

/** Words for fields and values that are known by name only: edits, conflicts. */
export function useModelText(): ModelText {
  const { i18n } = useTranslation();
  const language = i18n.language;
  const format = useFormat();
  const { staffName, branchName } = useDirectory();
  return useMemo(() => {
    const word = (key: string): string | undefined => {
      const found: unknown = i18n.getResource(language, 'model', key);
      return typeof found === 'string' ? found : undefined;
    };
    const textOf = (collection: string, field: string, value: unknown): string => {
      if (value === null || value === undefined) return '';
      if (Array.isArray(value)) return value.map((item) => textOf(collection, field, item)).join('、');
      const amount = money.safeParse(value);
      if (amount.success) return format.money(amount.data);
      if (typeof value === 'number')
        return field.endsWith('BasisPoints') ? format.percent(value) : format.number(value);
      if (typeof value !== 'string') return JSON.stringify(value);
      const group = enumOfField[`${collection}.${field}`];
      const known = group === undefined ? undefined : word(`${group}.${value}`);
      if (known !== undefined) return known;
      if (/^\d{4}-\d\d-\d\d$/.test(value)) return format.date(value);
      if (/^\d{4}-\d\d-\d\dT.*Z$/.test(value)) return format.dateTime(value);
      if (field.endsWith('Id')) return staffName(value) ?? branchName(value) ?? '';
      return value;
    };
    return { field: (collection, field) => word(`field.${collection}.${field}`) ?? field, value: textOf };
  }, [i18n, language, format, staffName, branchName]);
}
