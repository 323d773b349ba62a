import { describe, expect, it } from 'vitest';
import { seeded } from '../test/random.ts';
import { encode, order } from './string-code.ts';
import { STRING_PAGE, StringTable } from './strings.ts';

const uuid = '0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';
const texts = [
  '',
  uuid,
  uuid.toUpperCase(),
  uuid.replaceAll('-', 'x'),
  `${uuid.slice(0, 35)}g`,
  uuid.slice(0, 35),
  `${uuid}0`,
  '0198a1b2',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'g',
  '\u0000',
  '\u0000\u0000',
  'a\u0000b',
  '张伟',
  '\ud83d\ude00',
  '\uffff',
  '\ud800',
  'é',
];

function saved(table: StringTable): StringTable {
  const loaded = new StringTable();
  for (let page = 0; page * STRING_PAGE < table.count; page += 1) {
    const { ends, bytes } = table.page(page);
    loaded.loadPage(ends, bytes);
  }
  return loaded;
}

describe('the string table', () => {
  it('gives every text back, ids and what merely looks like one', () => {
    const table = new StringTable();
    const numbers = texts.map((text) => table.take(text));
    expect(new Set(numbers).size).toBe(texts.length);
    expect(numbers.map((number) => table.text(number))).toEqual(texts);
    expect(texts.map((text) => table.find(text))).toEqual(numbers);
  });

  it('orders as JavaScript does, ids among other texts too', () => {
    const random = seeded(3);
    const hex = () => '0123456789abcdef'[random.below(16)] ?? '';
    const ids = Array.from({ length: 40 }, () => uuid.replaceAll(/[0-9a-f]/g, hex));
    const all = [...texts, ...ids];
    for (const a of all)
      for (const b of all) {
        const left = encode(a).slice();
        const right = encode(b).slice();
        const expected = a === b ? 0 : a < b ? -1 : 1;
        expect(Math.sign(order(left, 0, left.length, right, 0, right.length)), `${a} ${b}`).toBe(expected);
      }
  });

  it('leaves nothing of a text that nobody uses any more, in memory or in the snapshot', () => {
    const table = new StringTable();
    table.take('stays');
    table.release(table.take('Zhuge Liang'));
    expect(table.find('Zhuge Liang')).toBe(0);
    expect(Buffer.from(table.page(0).bytes).toString('latin1')).not.toContain('Zhuge');
  });

  it('after loading knows uses and places as before, whichever is asked first', () => {
    const table = new StringTable();
    const [twice, once, gone] = [table.take('twice'), table.take('once'), table.take('gone')];
    table.release(gone);
    for (const first of ['find', 'release'] as const) {
      const loaded = saved(table);
      loaded.loaded(() =>
        [twice, twice, once].forEach((number) => {
          loaded.retain(number);
        }),
      );
      if (first === 'find') expect(loaded.find('gone')).toBe(0);
      loaded.release(twice);
      loaded.release(once);
      expect([loaded.find('twice'), loaded.find('once')]).toEqual([twice, 0]);
      expect(loaded.take('gone')).toBe(table.count);
    }
  });
});
