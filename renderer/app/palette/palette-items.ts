import type { CustomerRow, SearchHit } from '#renderer/replica/api/customer-list.ts';
import type { Action } from '#renderer/ui/actions.ts';

/** What of a hit, or of a customer opened before, a row shows. */
export interface FoundCustomer extends Pick<SearchHit, 'matched' | 'range' | 'text'> {
  row: Pick<CustomerRow, 'id' | 'name' | 'kind' | 'grade' | 'customerNo'> & { mobile?: string | undefined };
}

/** A row of the palette. */
export type PaletteItem =
  | { kind: 'customer'; key: string; hit: FoundCustomer }
  | { kind: 'action'; key: string; action: Action };

export interface PaletteSection {
  title: 'recentCustomers' | 'recentActions' | 'customers' | 'actions' | 'here';
  items: PaletteItem[];
}

/** Beside customers a few actions are enough: more typing brings the right one up. */
const ACTIONS_BESIDE_CUSTOMERS = 5;

export interface PaletteContent {
  /** What is typed, without the sign that asks for actions only. */
  text: string;
  actionsOnly: boolean;
  hits: readonly FoundCustomer[];
  recentHits: readonly FoundCustomer[];
  recentActions: readonly string[];
  /** All that fit `text`, best first. */
  actions: readonly Action[];
}

/** Customers before actions: they are what is looked for hundreds of times a day. */
export function paletteSections(content: PaletteContent): PaletteSection[] {
  const { text, actionsOnly, hits, recentHits, recentActions, actions } = content;
  const sections: PaletteSection[] = [];
  const add = (title: PaletteSection['title'], items: PaletteItem[]) => {
    if (items.length > 0) sections.push({ title, items });
  };
  const asItem = (action: Action): PaletteItem => ({ kind: 'action', key: `action-${action.id}`, action });
  const asHit = (hit: FoundCustomer): PaletteItem => ({ kind: 'customer', key: hit.row.id, hit });
  if (actionsOnly) add('actions', actions.map(asItem));
  else if (text !== '') {
    add('customers', hits.map(asHit));
    add(
      'actions',
      actions.slice(0, hits.length === 0 ? actions.length : ACTIONS_BESIDE_CUSTOMERS).map(asItem),
    );
  } else {
    const used = recentActions.flatMap((id) => actions.find((action) => action.id === id) ?? []);
    const here = actions.filter(
      (action) => !used.includes(action) && ['screen', 'customer'].includes(action.group),
    );
    add('recentCustomers', recentHits.map(asHit));
    add('recentActions', used.map(asItem));
    add('here', here.map(asItem));
    if (sections.length === 0) add('actions', actions.map(asItem));
  }
  return sections;
}
