import { abilityOf } from '#shared/access/ability.ts';
import type { RoleName } from '#shared/access/roles.ts';

export const sections = ['reassign', 'covers', 'restrictions', 'people', 'merge'] as const;
export type Section = (typeof sections)[number];

/** What of the administration a role has a use for; empty for those who administer nothing. */
export function sectionsOf(role: RoleName): Section[] {
  const ability = abilityOf(role);
  const allowed: Record<Section, boolean> = {
    reassign: ability.can('update', 'organisation'),
    covers: ability.can('update', 'organisation'),
    restrictions: ability.can('request', 'restrictions'),
    people: ability.can('update', 'organisation'),
    merge: ability.can('create', 'customerMerges'),
  };
  return sections.filter((section) => allowed[section]);
}
