import type { Language, resources } from '#renderer/i18n/resources.ts';

/** All texts of one language, whichever. */
export type Words = (typeof resources)[Language];
/** A text of the client, so that it can be shown in one language and searched in both. */
export type Wording = (words: Words) => string;

export const actionGroups = ['screen', 'customer', 'add', 'go', 'work', 'view', 'session', 'help'] as const;
export type ActionGroup = (typeof actionGroups)[number];

/** Something that one may do now: in the command palette by its name, on the shortcut sheet by its keys. */
export interface Action {
  /** The latest to come under one id takes its place, as a page does for the frame around it. */
  id: string;
  label: Wording;
  /** Other words by which somebody may look for it. */
  keywords?: Wording;
  /** `screen` and `customer` go with the screen that brought them; the others are there everywhere. */
  group: ActionGroup;
  /** `c`, `mod+K`: carried out everywhere on the page, letters while nobody types. */
  shortcut?: string;
  /** The keys to show where they are not those of `shortcut`: the menu of the desktop has its own. */
  shown?: string;
  /** Absent for keys that a list or a form handles itself: the sheet tells of them, the palette does not. */
  run?: () => void;
  /** Not in the palette, for what would open it. */
  keysOnly?: boolean;
  enabled?: boolean;
}

type Listener = () => void;

let actions: readonly Action[] = [];
const listeners = new Set<Listener>();

function change(next: readonly Action[]): void {
  actions = next;
  for (const listener of listeners) listener();
}

/** Adds actions until the returned function is called. Those of the frame stand behind those of a screen. */
export function registerActions(added: readonly Action[], place: 'screen' | 'frame'): () => void {
  change(place === 'screen' ? [...actions, ...added] : [...added, ...actions]);
  return () => change(actions.filter((action) => !added.includes(action)));
}

/** What can be done now, one for each id. The same array until something changes. */
export function currentActions(): readonly Action[] {
  if (shadowed?.of !== actions) {
    const byId = new Map(actions.map((action) => [action.id, action]));
    shadowed = { of: actions, result: [...byId.values()] };
  }
  return shadowed.result;
}

let shadowed: { of: readonly Action[]; result: readonly Action[] } | undefined;

export function onActionsChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Runs what is registered under an id; false when nobody offers it now. */
export function runAction(id: string): boolean {
  const action = currentActions().find((known) => known.id === id);
  action?.run?.();
  return action?.run !== undefined;
}
