import { abilityOf } from '#shared/access/ability.ts';
import type { RoleName } from '#shared/access/roles.ts';

export const sections = [
  'reassign',
  'covers',
  'restrictions',
  'people',
  'branches',
  'roles',
  'dictionaries',
  'policy',
  'merge',
] as const;
export type Section = (typeof sections)[number];

/** Those that are about no customer. */
const ofTheBank = ['people', 'branches', 'roles', 'dictionaries', 'policy'] as const;

/** Those that are about a customer, and can be reached from one. */
export type FileSection = Exclude<Section, (typeof ofTheBank)[number]>;

export function isFileSection(section: Section): section is FileSection {
  return !ofTheBank.some((one) => one === section);
}

/** What of the administration a role has a use for; empty for those who administer nothing. */
export function sectionsOf(role: RoleName): Section[] {
  const ability = abilityOf(role);
  const allowed: Record<Section, boolean> = {
    reassign: ability.can('update', 'organisation'),
    covers: ability.can('update', 'organisation'),
    restrictions: ability.can('request', 'restrictions'),
    people: ability.can('update', 'organisation'),
    branches: ability.can('update', 'branches'),
    roles: ability.can('update', 'people'),
    dictionaries: ability.can('update', 'dictionaries'),
    policy: ability.can('update', 'policy'),
    merge: ability.can('create', 'customerMerges'),
  };
  return sections.filter((section) => allowed[section]);
}
