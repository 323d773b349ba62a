import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from './codes.ts';
import { queryOf } from './query.ts';
import { type Searchable, SearchIndex } from './search-index.ts';
import { Searcher } from './searcher.ts';
import { naiveRank } from './test/naive.ts';

const pick = (text: string) => fc.constantFrom(...text);
const joined = (list: fc.Arbitrary<string>, minLength: number, maxLength: number) =>
  fc.array(list, { minLength, maxLength }).map((parts) => parts.join(''));

const name = fc.oneof(
  { weight: 6, arbitrary: joined(pick('张曾单仇解查朝长行乐重伟明安西先吕𠮷𬭚万俟'), 1, 4) },
  fc.constantFrom('阿布都·热合曼', '阿布都•热合曼', 'Wang 小明', '城东Ａ座(单县)有限公司', 'é明', '㈱张'),
);
const digits = joined(pick('0127'), 0, 11);
const customer = fc.record<Searchable>({
  name,
  kind: fc.constantFrom('retail', 'corporate'),
  customerNo: joined(pick('C012Ｃ'), 1, 6),
  idNumber: fc.option(joined(pick('012X'), 0, 8), { nil: undefined }),
  mobile: fc.option(
    fc.oneof(
      digits,
      digits.map((text) => `+86 ${text}`),
      fc.constant('0571-8102'),
    ),
    { nil: undefined },
  ),
  homePhone: fc.option(digits, { nil: undefined }),
  workPhone: fc.option(digits, { nil: undefined }),
  employer: fc.option(joined(pick('城东机械厂 A'), 0, 5), { nil: undefined }),
  address: fc.option(joined(pick('曾家路1号Ａb 2'), 0, 7), { nil: undefined }),
});
const typed = joined(
  fc.oneof(
    { weight: 3, arbitrary: pick('zhangweimsxcl') },
    fc.constantFrom('zh', 'ang', 'wei', 'ceng', 'an', 'xian', 'chang', 'lv', 'ＺＷ', '·', ' ', '　'),
    pick('张曾单伟明安城东路号𠮷'),
    pick('0127cX-+'),
  ),
  1,
  7,
);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('type' as const), text: typed }) },
  fc.record({ kind: fc.constant('put' as const), row: fc.nat(9), customer }),
  fc.record({ kind: fc.constant('remove' as const), row: fc.nat(9) }),
);

describe('the index', () => {
  it('finds what a plain look through all customers finds, keystroke by keystroke, between edits', () => {
    fc.assert(
      fc.property(
        fc.array(customer, { minLength: 1, maxLength: 10 }),
        fc.array(step, { minLength: 1, maxLength: 6 }),
        (customers, steps) => {
          const index = new SearchIndex();
          const searcher = new Searcher(index);
          const held = new Map<number, Searchable>();
          const put = (row: number, one: Searchable) => {
            held.set(row, one);
            index.put(row, one);
          };
          for (const [row, one] of customers.entries()) put(row, one);
          for (const one of steps) {
            if (one.kind === 'put') put(one.row, one.customer);
            else if (one.kind === 'remove') {
              held.delete(one.row);
              index.remove(one.row);
            } else
              for (let length = 1; length <= one.text.length; length += 1)
                compare(searcher, held, one.text.slice(0, length).toWellFormed());
          }
        },
      ),
      { numRuns: 500 },
    );
  }, 30_000);
});

function compare(searcher: Searcher, held: ReadonlyMap<number, Searchable>, text: string) {
  const query = queryOf(text);
  if (query === null) return;
  const wanted = [...held].map(([row, one]) => [row, naiveRank(one, query)] as const);
  const all = searcher.find(query);
  expect([...held.keys()].map((row) => [row, all.ranks[row]])).toEqual(wanted);
  expect(all.rows.length).toBe(wanted.filter(([, rank]) => rank !== NONE).length);
  const explain = searcher.explainer(query);
  for (const [row, rank] of wanted) expect(explain(row) === null).toBe(rank === NONE);
  // A search for a few ends early, with none missing that is better than what it found.
  const few = searcher.find(query, 2);
  expect(few.rows.length).toBeGreaterThanOrEqual(Math.min(2, all.rows.length));
  const worst = Math.max(-1, ...few.ranks.filter((rank) => rank !== NONE));
  for (const [row, rank] of wanted) if (rank < worst) expect(few.ranks[row]).toBe(rank);
}
