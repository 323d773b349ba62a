import { hiddenFieldsOf, requestableFieldsOf, writableFieldsOf } from '#shared/access/ability.ts';
import type { Rights } from '#shared/access/field-rules.ts';
import {
  birthdayCalendar,
  type Customer,
  companySize,
  education,
  grade,
  idType,
  lifecycle,
  maritalStatus,
  sex,
} from '#shared/model/customer.ts';

type Managed = 'id' | 'customerId' | 'customerNo' | 'kind' | 'branchId' | 'managerId' | 'nameGenerated';
/** Entered in a panel of their own. */
type Elsewhere = 'softFacts' | 'softFactConsent';

/** A field of the profile that people may edit or ask to have changed, as far as their role goes. */
export type ProfileFieldName = Exclude<keyof Customer, Managed | Elsewhere>;

export type ProfileInput = 'text' | 'date' | 'choice' | 'money' | 'tags' | 'prose';
export type ProfileGroup = 'identity' | 'contact' | 'person' | 'company' | 'notes' | 'bank';

export interface ProfileField {
  readonly name: ProfileFieldName;
  readonly group: ProfileGroup;
  readonly input: ProfileInput;
  /** The kind of customer that has this field; absent: both. */
  readonly only?: Customer['kind'];
  readonly options?: readonly string[];
  /** It always has one of its options. */
  readonly always?: true;
  /** Shown masked until somebody asks for it. */
  readonly sensitive?: 'id' | 'phone';
  /** Takes the whole width of the form. */
  readonly wide?: boolean;
}

export const profileFields: readonly ProfileField[] = [
  { name: 'name', group: 'identity', input: 'text' },
  { name: 'idType', group: 'identity', input: 'choice', options: idType.options },
  { name: 'idNumber', group: 'identity', input: 'text', sensitive: 'id' },
  { name: 'idExpiresOn', group: 'identity', input: 'date' },
  { name: 'mobile', group: 'contact', input: 'text', sensitive: 'phone' },
  { name: 'homePhone', group: 'contact', input: 'text', sensitive: 'phone', only: 'retail' },
  { name: 'workPhone', group: 'contact', input: 'text', sensitive: 'phone' },
  { name: 'email', group: 'contact', input: 'text' },
  { name: 'wechat', group: 'contact', input: 'text' },
  { name: 'address', group: 'contact', input: 'text', wide: true },
  { name: 'sex', group: 'person', input: 'choice', options: sex.options, only: 'retail' },
  { name: 'birthDate', group: 'person', input: 'date', only: 'retail' },
  {
    name: 'birthdayCalendar',
    group: 'person',
    input: 'choice',
    options: birthdayCalendar.options,
    only: 'retail',
  },
  { name: 'maritalStatus', group: 'person', input: 'choice', options: maritalStatus.options, only: 'retail' },
  { name: 'education', group: 'person', input: 'choice', options: education.options, only: 'retail' },
  { name: 'occupation', group: 'person', input: 'text', only: 'retail' },
  { name: 'employer', group: 'person', input: 'text', only: 'retail' },
  { name: 'annualIncome', group: 'person', input: 'money', only: 'retail' },
  { name: 'industry', group: 'company', input: 'text', only: 'corporate' },
  { name: 'companySize', group: 'company', input: 'choice', options: companySize.options, only: 'corporate' },
  { name: 'registeredCapital', group: 'company', input: 'money', only: 'corporate' },
  { name: 'legalRepresentative', group: 'company', input: 'text', only: 'corporate' },
  { name: 'foundedOn', group: 'company', input: 'date', only: 'corporate' },
  { name: 'source', group: 'notes', input: 'text' },
  { name: 'tags', group: 'notes', input: 'tags', wide: true },
  { name: 'remarks', group: 'notes', input: 'prose', wide: true },
  { name: 'grade', group: 'bank', input: 'choice', options: grade.options, always: true },
  { name: 'lifecycle', group: 'bank', input: 'choice', options: lifecycle.options, always: true },
  { name: 'openedOn', group: 'bank', input: 'date' },
];

export interface VisibleField extends ProfileField {
  /** It can be typed: to be changed at once, or to be asked for. */
  readonly writable: boolean;
  /** Core banking masters it: what is typed is a request that somebody else approves. */
  readonly byRequest: boolean;
}

/** The fields of this kind of customer that somebody may see, each with what they may do about it. */
export function visibleFields(rights: Rights, kind: Customer['kind']): VisibleField[] {
  const hidden = hiddenFieldsOf(rights, 'customers');
  const writable = writableFieldsOf(rights, 'customers');
  const requestable = requestableFieldsOf(rights, 'customers');
  return profileFields
    .filter((field) => (field.only ?? kind) === kind && !hidden.includes(field.name))
    .map((field) => {
      const byRequest = requestable.includes(field.name);
      return { ...field, byRequest, writable: byRequest || writable.includes(field.name) };
    });
}
