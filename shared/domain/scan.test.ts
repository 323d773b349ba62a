import { describe, expect, it } from 'vitest';
import { cameFromReader, hasLuhnDigit, lastRun, luhnDigit, namesOne, readScan } from './scan.ts';

const ID = '11010519491231002X';
const CARD = '4111111111111111';

describe('what is read at a counter', () => {
  it.each([
    [ID, 'residentId', ID],
    ['110105 19491231 002x', 'residentId', ID],
    ['110105-19491231-002X', 'residentId', ID],
    ['１１０１０５１９４９１２３１００２Ｘ', 'residentId', ID],
    [`张三,男,${ID},北京市`, 'residentId', ID],
    ['91350100M000100Y43', 'uscc', '91350100M000100Y43'],
    [CARD, 'card', CARD],
    ['4111 1111 1111 1111', 'card', CARD],
    [`;${CARD}=25121010000012300000?`, 'card', CARD],
    [`%B${CARD}^ZHANG/SAN^2512101?;${CARD}=2512101?`, 'card', CARD],
    ['1000000001', 'customerNo', '1000000001'],
    ['E12345678', 'customerNo', 'E12345678'],
    ['139 0000 0001', 'phone', '13900000001'],
    ['+86 139-0000-0001', 'phone', '13900000001'],
    ['4455', 'tail', '4455'],
    ['张伟', 'text', '张伟'],
    ['zhangwei', 'text', 'zhangwei'],
    ['ZW', 'text', 'ZW'],
  ] as const)('%s is a %s', (typed, kind, value) => expect(readScan(typed)).toEqual({ kind, value }));

  it.each(['110105194912310021', '4111111111111112', '11010519491231003X'])(
    '%s is misread: its check digit is wrong',
    (typed) => expect(readScan(typed).kind).toBe('misread'),
  );

  it('never keeps more of a stripe than the card’s number', () => {
    expect(readScan(`;${CARD}=25121010000012300000?`).value).toBe(CARD);
  });

  it('names one customer, or is something to search for', () => {
    expect(namesOne(readScan(ID))).toBe(true);
    expect(namesOne(readScan('4455'))).toBe(false);
    expect(namesOne(readScan('zhangwei'))).toBe(false);
  });

  it('checks card numbers by ISO/IEC 7812', () => {
    expect(luhnDigit('7992739871')).toBe('3');
    expect(hasLuhnDigit('6217009900000001002')).toBe(luhnDigit('621700990000000100') === '2');
  });
});

describe('who typed it', () => {
  const typed = (text: string, gap: (index: number) => number) => {
    let at = 1000;
    return [...text].map((sign, index) => {
      at += gap(index);
      return { sign, at };
    });
  };

  it('is a reader where keys come faster than any hand', () => {
    expect(cameFromReader(typed(ID, () => 8))).toBe(true);
    expect(cameFromReader(typed(ID, (index) => (index === 9 ? 120 : 4)))).toBe(true);
  });
  it('is a person, also a fast one, and for a few keys at once', () => {
    expect(cameFromReader(typed(ID, () => 70))).toBe(false);
    expect(cameFromReader(typed('zhangwei', (index) => (index % 2 === 0 ? 30 : 90)))).toBe(false);
    expect(cameFromReader(typed('4455', () => 5))).toBe(false);
  });
  it('is told of the last run: what a person typed before a scan does not count', () => {
    const before = typed('客户 ', () => 200);
    const scan = typed(ID, () => 8).map(({ sign, at }) => ({ sign, at: at + 5000 }));
    expect(lastRun([...before, ...scan])).toEqual(scan);
  });
});
