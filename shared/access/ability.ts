import { AbilityBuilder, createMongoAbility, type MongoAbility } from '@casl/ability';
import { permittedFieldsOf } from '@casl/ability/extra';
import { type CollectionName, collectionNames, collections, fieldNamesOf } from '../model/collections.ts';
import { isTakenFromHand, type Rights, takenFromSight } from './field-rules.ts';
import type { RoleName } from './roles.ts';

export type Action = 'read' | 'create' | 'update' | 'request' | 'decide';
export type Subject =
  | CollectionName
  | 'overview'
  | 'directory'
  | 'operations'
  | 'auditLog'
  | 'walkIns'
  | 'parkedEdits'
  | 'changeRequests'
  | 'restrictions'
  | 'organisation'
  | 'administeredFiles'
  | 'customerMerges'
  | 'releases'
  | 'people'
  | 'branches'
  | 'dictionaries'
  | 'policy'
  | 'fieldRules';
export type BranchlineAbility = MongoAbility<[Action, Subject]>;

/**
 * Raise it when any rule below changes that is about collections: replicas then reconcile what they hold with what
 * they may hold.
 *
 * 2  Complaints; what belongs to a user alone; soft facts are hidden from tellers.
 * 1  First rules.
 */
export const RULES_VERSION = 2;

const taskFields = [
  'title',
  'kind',
  'priority',
  'status',
  'dueOn',
  'time',
  'minutes',
  'place',
  'repeats',
  'note',
  'completedAt',
  'completedById',
];

const caseFields = [
  'kind',
  'severity',
  'status',
  'subject',
  'detail',
  'dueOn',
  'resolution',
  'resolvedAt',
  'resolvedById',
];

const personalFields = fieldNamesOf('personal').filter(
  (field) => field !== 'id' && field !== 'ownerId' && field !== 'kind',
);

/** Fields that core banking masters and that a colleague may be asked to have changed. */
const requestableFields = ['openedOn', 'lifecycle', 'grade'];

const profileFields = Object.keys(collections.customers.schema.shape).filter(
  (field) => !(collections.customers.masteredFields as readonly string[]).includes(field),
);

/** Fields that a role does not get to see. They never leave the server. */
const hidden: Record<RoleName, Partial<Record<CollectionName, readonly string[]>>> = {
  teller: {
    customers: ['annualIncome', 'remarks', 'wechat', 'softFacts', 'softFactConsent'],
    holdings: ['profit'],
  },
  relationship_manager: {},
  branch_manager: {},
  analyst: {
    customers: [
      'idNumber',
      'mobile',
      'homePhone',
      'workPhone',
      'address',
      'wechat',
      'remarks',
      'softFacts',
      'softFactConsent',
    ],
  },
  it_admin: {},
  auditor: {},
};

/** What somebody does not get to see: what the code hides from the role, and what the bank's IT took from it. */
export function hiddenFieldsOf(rights: Rights, collection: CollectionName): readonly string[] {
  const always = hidden[rights.role][collection] ?? [];
  const taken = takenFromSight(rights, collection);
  return taken.length === 0 ? always : [...new Set([...always, ...taken])];
}

const abilities = new Map<RoleName, BranchlineAbility>();

/**
 * What a role may do, for screens and for the server alike. Which customers it applies to is the channels' part. Made
 * once for each role: the server asks several times about every edit.
 */
export function abilityOf(role: RoleName): BranchlineAbility {
  const made = abilities.get(role) ?? buildAbility(role);
  abilities.set(role, made);
  return made;
}

function buildAbility(role: RoleName): BranchlineAbility {
  const { can, build } = new AbilityBuilder<BranchlineAbility>(createMongoAbility);
  can('read', ['reference', 'inbox', 'directory']);
  can('update', 'inbox', ['resolved']);
  can(['read', 'create'], 'personal');
  can('update', 'personal', personalFields);
  if (role === 'teller' || role === 'relationship_manager' || role === 'branch_manager') {
    can('read', collectionNames);
    const editable = profileFields.filter((field) => !hidden[role].customers?.includes(field));
    can('update', 'customers', editable);
    can('create', 'contactLogs');
    can('create', 'tasks');
    can('update', 'tasks', taskFields);
    can('create', 'cases');
    can('update', 'cases', caseFields);
  }
  if (role === 'relationship_manager' || role === 'branch_manager') {
    can('create', 'relationships');
    can('update', 'relationships', ['kind', 'relatedName', 'title', 'mobile', 'shareBasisPoints']);
    can('update', 'tasks', ['assigneeId']);
    can('update', 'cases', ['ownerId']);
    can('request', 'customers', requestableFields);
    can('decide', 'parkedEdits');
  }
  if (role === 'teller' || role === 'branch_manager') can('read', 'walkIns');
  if (role === 'branch_manager') can('decide', 'changeRequests');
  if (role === 'branch_manager' || role === 'auditor') can('request', 'restrictions');
  if (role === 'auditor') {
    can('decide', 'restrictions');
    can('read', 'auditLog');
  }
  if (role === 'branch_manager' || role === 'it_admin' || role === 'auditor')
    can('read', 'administeredFiles');
  if (role === 'branch_manager' || role === 'it_admin') {
    can('update', 'organisation');
    can('create', 'customerMerges');
  }
  if (role === 'branch_manager' || role === 'analyst' || role === 'auditor') can('read', 'overview');
  if (role === 'it_admin' || role === 'auditor') can('read', 'operations');
  if (role === 'it_admin') {
    can('update', 'operations');
    can(['read', 'update'], ['releases', 'policy', 'fieldRules']);
    can(['create', 'update'], ['people', 'branches', 'dictionaries']);
  }
  return build();
}

/** The fields of a collection's documents that somebody may change. */
export function writableFieldsOf(rights: Rights, collection: CollectionName): readonly string[] {
  return fieldsFor(rights, 'update', collection);
}

/** The fields that somebody may ask a second person to have changed; none of them is writable. */
export function requestableFieldsOf(rights: Rights, collection: CollectionName): readonly string[] {
  return fieldsFor(rights, 'request', collection);
}

function fieldsFor(rights: Rights, action: Action, collection: CollectionName): readonly string[] {
  const ability = abilityOf(rights.role);
  if (!ability.can(action, collection)) return [];
  const fields = permittedFieldsOf(ability, action, collection, { fieldsFrom: (rule) => rule.fields ?? [] });
  return fields.filter((field) => !isTakenFromHand(rights, collection, field));
}
