import { auditAction } from '#shared/model/audit-action.ts';

export type ActionGroup = 'act' | 'session' | 'edit' | 'admin' | 'audit';

const EDITED = new Set(['contactLog', 'task', 'relationship', 'case', 'inbox', 'personal']);

/** Under which heading an action is offered. */
export function groupOf(action: string): ActionGroup {
  const [area = ''] = action.split('.');
  if (area === 'act' || action === 'transactions.read') return 'act';
  if (area === 'session') return 'session';
  if (area === 'audit') return 'audit';
  return EDITED.has(area) || action === 'customer.edit' ? 'edit' : 'admin';
}

/** Every action, in the order of its group. */
export function groupedActions(): { group: ActionGroup; actions: string[] }[] {
  const groups: ActionGroup[] = ['act', 'session', 'edit', 'admin', 'audit'];
  return groups.map((group) => ({
    group,
    actions: auditAction.options.filter((action) => groupOf(action) === group),
  }));
}

/** Whether devices number it: what is done on a screen, and not what the server is asked. */
export function isNumbered(action: string): boolean {
  return groupOf(action) === 'edit' || action.startsWith('act.');
}
