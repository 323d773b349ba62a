import type { CustomerRow } from '#renderer/replica/api/customer-list.ts';
import { writableFieldsOf } from '#shared/access/ability.ts';
import type { Rights } from '#shared/access/field-rules.ts';
import type { ColumnId } from './list-arrangement.ts';
import { type ProfileField, profileFields } from './profile-fields.ts';

/** Columns whose cells can be changed in the list, and the field behind each: it depends on who the customer is. */
function fieldNameOf(column: ColumnId, kind: CustomerRow['kind']): string | undefined {
  switch (column) {
    case 'tags':
    case 'mobile':
      return column;
    case 'trade':
      return kind === 'corporate' ? 'industry' : 'occupation';
    default:
      return undefined;
  }
}

/** The field that a cell shows and that whoever asks may change; `undefined` where there is none. */
export function editableField(
  rights: Rights,
  column: ColumnId,
  kind: CustomerRow['kind'],
): ProfileField | undefined {
  const name = fieldNameOf(column, kind);
  if (name === undefined || !writableFieldsOf(rights, 'customers').includes(name)) return undefined;
  return profileFields.find((field) => field.name === name);
}
