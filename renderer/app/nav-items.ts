import {
  IconActivity,
  IconAddressBook,
  IconBuildingBank,
  IconCalendar,
  IconDevices,
  IconInbox,
  IconListSearch,
  IconMessageReport,
  IconPackage,
  IconSettings,
  IconSitemap,
  IconSunHigh,
  IconUserScan,
  IconUsers,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { sectionsOf } from '#renderer/features/admin/public.tsx';
import { abilityOf } from '#shared/access/ability.ts';
import type { RoleName } from '#shared/access/roles.ts';

export interface NavItem {
  to: string;
  text:
    | 'counter'
    | 'today'
    | 'calendar'
    | 'customers'
    | 'complaints'
    | 'inbox'
    | 'administration'
    | 'overview'
    | 'operations'
    | 'devices'
    | 'releases'
    | 'audit'
    | 'directory'
    | 'settings';
  icon: ComponentType<{ size: number; stroke: number }>;
}

/** The screens that a role has a use for, in the order in which they are reached for. */
export function navItemsOf(role: RoleName): NavItem[] {
  const ability = abilityOf(role);
  const items: NavItem[] = [];
  if (role === 'teller') items.push({ to: '/counter', text: 'counter', icon: IconUserScan });
  if (ability.can('read', 'customers')) {
    items.push({ to: '/today', text: 'today', icon: IconSunHigh });
    items.push({ to: '/calendar', text: 'calendar', icon: IconCalendar });
    items.push({ to: '/customers', text: 'customers', icon: IconUsers });
    items.push({ to: '/complaints', text: 'complaints', icon: IconMessageReport });
    items.push({ to: '/inbox', text: 'inbox', icon: IconInbox });
  }
  if (sectionsOf(role).length > 0)
    items.push({ to: '/administration', text: 'administration', icon: IconSitemap });
  if (ability.can('read', 'overview')) {
    items.push({ to: '/branches', text: 'overview', icon: IconBuildingBank });
  }
  if (ability.can('read', 'operations'))
    items.push({ to: '/system', text: 'operations', icon: IconActivity });
  if (ability.can('read', 'operations')) items.push({ to: '/devices', text: 'devices', icon: IconDevices });
  if (ability.can('read', 'releases')) items.push({ to: '/releases', text: 'releases', icon: IconPackage });
  if (ability.can('read', 'auditLog')) items.push({ to: '/audit', text: 'audit', icon: IconListSearch });
  if (ability.can('read', 'directory')) {
    items.push({ to: '/directory', text: 'directory', icon: IconAddressBook });
  }
  items.push({ to: '/settings', text: 'settings', icon: IconSettings });
  return items;
}

/** Where a role's work is: the first of its screens. `/` leads there. */
export function homeOf(role: RoleName): string {
  return navItemsOf(role)[0]?.to ?? '/settings';
}
