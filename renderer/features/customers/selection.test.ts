import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asQuery,
  excluding,
  including,
  isEmpty,
  isSelected,
  noSelection,
  type Selection,
  toggled,
  wholeSelection,
} from './selection.ts';

const everybody = ['a', 'b', 'c', 'd', 'e', 'f'];
const chosen = (selection: Selection) => everybody.filter((id) => isSelected(selection, id));

describe('a selection', () => {
  it('of all that match needs no list of them', () => {
    const selection = toggled(wholeSelection, ['c']);
    expect(chosen(selection)).toEqual(['a', 'b', 'd', 'e', 'f']);
    expect(asQuery(selection)).toEqual({ kind: 'all', except: ['c'] });
    expect(isEmpty(wholeSelection)).toBe(false);
  });

  it('takes off a group only when all of it was chosen', () => {
    expect(chosen(toggled(including(noSelection, ['a']), ['a', 'b']))).toEqual(['a', 'b']);
    expect(chosen(toggled(including(noSelection, ['a', 'b']), ['a', 'b']))).toEqual([]);
  });

  it('is that of a plain set, whatever is done to it, begun from nobody or from everybody', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...everybody));
    const step = fc.tuple(
      fc.constantFrom('including' as const, 'excluding' as const, 'toggled' as const),
      ids,
    );
    fc.assert(
      fc.property(fc.boolean(), fc.array(step), (whole, steps) => {
        let selection = whole ? wholeSelection : noSelection;
        let plain = new Set(whole ? everybody : []);
        for (const [name, some] of steps) {
          const off = name === 'excluding' || (name === 'toggled' && some.every((id) => plain.has(id)));
          selection = { including, excluding, toggled }[name](selection, some);
          plain = off ? plain.difference(new Set(some)) : plain.union(new Set(some));
        }
        expect(chosen(selection)).toEqual(everybody.filter((id) => plain.has(id)));
      }),
    );
  });
});
