import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldValues } from '../model/mutation.ts';
import { applyFields, mergeThreeWay, sameJson } from './three-way.ts';

const merge = (base: FieldValues, next: FieldValues, current: FieldValues, kycFields: string[] = []) =>
  mergeThreeWay({ base, next, current, kycFields });

describe('three-way merge', () => {
  it('[M1] takes the value of a field that nobody else touched', () => {
    expect(merge({ email: 'a@x.cn' }, { email: 'b@x.cn' }, { email: 'a@x.cn', name: '李' })).toEqual({
      set: { email: 'b@x.cn' },
      conflicts: [],
      merged: false,
    });
  });

  it('[M1] keeps edits of different fields apart', () => {
    const current = { email: 'theirs@x.cn', occupation: '教师' };
    const result = merge({ occupation: '教师' }, { occupation: '医生' }, current);
    expect(applyFields(current, result.set)).toEqual({ email: 'theirs@x.cn', occupation: '医生' });
  });

  it('[M2] lets the later arrival win a plain field, and says that it merged', () => {
    expect(merge({ email: 'a' }, { email: 'b' }, { email: 'c' })).toEqual({
      set: { email: 'b' },
      conflicts: [],
      merged: true,
    });
  });

  it('[M3] turns two values of a know-your-customer field into a conflict and changes nothing', () => {
    const result = merge({ mobile: '1' }, { mobile: '2' }, { mobile: '3' }, ['mobile']);
    expect(result).toEqual({
      set: {},
      conflicts: [{ field: 'mobile', base: '1', mine: '2', theirs: '3' }],
      merged: false,
    });
  });

  it('sees no conflict where both wrote the same', () => {
    expect(merge({ mobile: '1' }, { mobile: '2' }, { mobile: '2' }, ['mobile']).conflicts).toEqual([]);
  });

  it('treats an absent field and a cleared one as the same', () => {
    expect(merge({}, { email: 'b' }, {}).set).toEqual({ email: 'b' });
    expect(merge({ email: 'a' }, { email: null }, {}).set).toEqual({});
    expect(applyFields({ email: 'a', name: '李' }, { email: null })).toEqual({ name: '李' });
  });

  it('[M2] merges lists of elements by their ids', () => {
    const base = [
      { id: '1', v: 'a' },
      { id: '2', v: 'b' },
      { id: '3', v: 'c' },
    ];
    const mine = [
      { id: '1', v: 'mine' },
      { id: '3', v: 'c' },
      { id: '4', v: 'new' },
    ];
    const theirs = [
      { id: '1', v: 'a' },
      { id: '2', v: 'b' },
      { id: '3', v: 'theirs' },
      { id: '5', v: 'e' },
    ];
    expect(merge({ list: base }, { list: mine }, { list: theirs }).set).toEqual({
      list: [
        { id: '1', v: 'mine' },
        { id: '3', v: 'theirs' },
        { id: '5', v: 'e' },
        { id: '4', v: 'new' },
      ],
    });
  });

  it('keeps an element that one side changed and the other removed', () => {
    const base = [{ id: '1', v: 'a' }];
    expect(merge({ l: base }, { l: [] }, { l: [{ id: '1', v: 'theirs' }] }).set).toEqual({
      l: [{ id: '1', v: 'theirs' }],
    });
    expect(merge({ l: base }, { l: [{ id: '1', v: 'mine' }] }, { l: [] }).set).toEqual({
      l: [{ id: '1', v: 'mine' }],
    });
  });

  it('[M2] brings back no element of a list that somebody else has cleared, but keeps what was added', () => {
    const base = [{ id: '1', v: 'a' }];
    const mine = [...base, { id: '2', v: 'new' }];
    expect(merge({ l: base }, { l: mine }, {}).set).toEqual({ l: [{ id: '2', v: 'new' }] });
    expect(merge({ l: base }, { l: null }, { l: [...base, { id: '3', v: 'theirs' }] }).set).toEqual({
      l: null,
    });
  });

  it('[M2] keeps what two people add to a list that was empty', () => {
    expect(merge({}, { l: [{ id: '1' }] }, { l: [{ id: '2' }] }).set).toEqual({
      l: [{ id: '2' }, { id: '1' }],
    });
  });

  it('[M4] never sets a field that the edit did not name, and is idempotent', () => {
    const values = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(values, values, values, (base, next, current) => {
        const input = [base, next, current].map((value) => JSON.parse(JSON.stringify(value)) as FieldValues);
        const [b = {}, n = {}, c = {}] = input;
        const first = merge(b, n, c, ['a']);
        expect(Object.keys(first.set).every((field) => field in n)).toBe(true);
        const once = applyFields(c, first.set);
        expect(sameJson(applyFields(once, merge(b, n, once, ['a']).set), once)).toBe(true);
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});
