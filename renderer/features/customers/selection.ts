import type { CustomerSelection } from '#renderer/replica/api/customer-list.ts';

/** Customers that somebody chose in a list: by id, or all that match but some, however many those are. */
export type Selection =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'all'; readonly except: ReadonlySet<string> };

export const noSelection: Selection = { kind: 'some', ids: new Set() };
export const wholeSelection: Selection = { kind: 'all', except: new Set() };

export function isSelected(selection: Selection, id: string): boolean {
  return selection.kind === 'some' ? selection.ids.has(id) : !selection.except.has(id);
}

export function isEmpty(selection: Selection): boolean {
  return selection.kind === 'some' && selection.ids.size === 0;
}

/** With these customers as well. */
export function including(selection: Selection, ids: readonly string[]): Selection {
  if (selection.kind === 'some') return { kind: 'some', ids: new Set([...selection.ids, ...ids]) };
  const added = new Set(ids);
  return { kind: 'all', except: new Set([...selection.except].filter((id) => !added.has(id))) };
}

/** Without these customers. */
export function excluding(selection: Selection, ids: readonly string[]): Selection {
  if (selection.kind === 'all') return { kind: 'all', except: new Set([...selection.except, ...ids]) };
  const removed = new Set(ids);
  return { kind: 'some', ids: new Set([...selection.ids].filter((id) => !removed.has(id))) };
}

/** All of them are chosen then, or none where all of them were. */
export function toggled(selection: Selection, ids: readonly string[]): Selection {
  return ids.every((id) => isSelected(selection, id)) ? excluding(selection, ids) : including(selection, ids);
}

/** As it goes to the worker. */
export function asQuery(selection: Selection): CustomerSelection {
  return selection.kind === 'some'
    ? { kind: 'some', ids: [...selection.ids] }
    : { kind: 'all', except: [...selection.except] };
}
