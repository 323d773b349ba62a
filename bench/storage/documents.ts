import type { RxJsonSchema } from 'rxdb/plugins/core';

export type Row = Record<string, unknown> & { id: string };

const text = (maxLength: number) => ({ type: 'string', maxLength });

function schemaOf(fields: Record<string, number>, indexes: string[][]): RxJsonSchema<Row> {
  return {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: {
      id: text(36),
      rev: { type: 'number' },
      ...Object.fromEntries(Object.entries(fields).map(([field, length]) => [field, text(length)])),
    },
    required: ['id', 'rev', ...Object.keys(fields)],
    indexes,
  } as RxJsonSchema<Row>;
}

/** The replica's collections with their indexes; customers carry one for the branch page. */
export const schemas: Record<string, { schema: RxJsonSchema<Row> }> = {
  customers: { schema: schemaOf({ branchId: 36, openedOn: 10 }, [['branchId', 'openedOn']]) },
  contactLogs: { schema: schemaOf({ customerId: 36, occurredAt: 30 }, [['customerId', 'occurredAt']]) },
  tasks: {
    schema: schemaOf({ customerId: 36, assigneeId: 36, status: 16, dueOn: 10 }, [
      ['assigneeId', 'status', 'dueOn'],
      ['customerId'],
    ]),
  },
  holdings: { schema: schemaOf({ customerId: 36 }, [['customerId']]) },
  transactions: { schema: schemaOf({ customerId: 36, bookedOn: 10 }, [['customerId', 'bookedOn']]) },
  snapshots: { schema: schemaOf({ customerId: 36 }, [['customerId']]) },
  meta: { schema: schemaOf({}, []) },
};

let state = 1;
function below(limit: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
}

function uuid(kind: number, number: number): string {
  const tail = (Math.imul(number, 2654435761) >>> 0).toString(16).padStart(8, '0');
  return `0198${kind.toString(16).padStart(4, '0')}-${number.toString(16).padStart(8, '0').slice(0, 4)}-7${number.toString(16).padStart(8, '0').slice(5)}-8${tail.slice(0, 3)}-${tail}0000`;
}

const branches = Array.from({ length: 12 }, (_, number) => uuid(9, number));
const day = () =>
  `20${10 + below(16)}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`;
const digits = (length: number) => Array.from({ length }, () => below(10)).join('');
const words = [
  '客户',
  '来电',
  '咨询',
  '理财',
  '产品',
  '到期',
  '续存',
  '贷款',
  '利率',
  '回访',
  '满意',
  '预约',
  '网点',
  '资料',
];
const prose = (length: number) => Array.from({ length }, () => words[below(words.length)]).join('');

/** A file of ten documents: a customer and what hangs on it, as the server sends it. */
export function fileOf(number: number): [collection: string, document: Row][] {
  const customerId = uuid(1, number);
  const child = (kind: number, index: number) => ({
    id: uuid(kind, number * 10 + index),
    customerId,
    rev: number,
  });
  return [
    [
      'customers',
      {
        id: customerId,
        customerId,
        rev: number,
        customerNo: digits(12),
        kind: 'retail',
        name: `${'王李张刘陈杨黄赵'[below(8)]}${'伟芳娜敏静丽强磊'[below(8)]}`,
        branchId: branches[below(12)],
        managerId: uuid(8, below(40)),
        openedOn: day(),
        lifecycle: 'active',
        grade: ['private', 'diamond', 'gold', 'standard'][below(4)],
        idType: 'resident_id',
        idNumber: digits(18),
        mobile: `138${digits(8)}`,
        address: `北京市朝阳区${prose(4)}路${below(900)}号`,
        occupation: prose(2),
        employer: `${prose(3)}有限公司`,
        annualIncome: { amount: below(90_000_000), currency: 'CNY' },
        tags: ['vip', prose(1)],
      },
    ],
    ...[1, 2].map((index): [string, Row] => [
      'contactLogs',
      {
        ...child(2, index),
        occurredAt: `${day()}T0${below(9)}:30:00.000Z`,
        channel: 'phone',
        summary: prose(30),
        authorId: uuid(8, below(40)),
      },
    ]),
    [
      'tasks',
      {
        ...child(3, 3),
        assigneeId: uuid(8, below(40)),
        status: 'open',
        dueOn: day(),
        title: prose(6),
        priority: 'normal',
      },
    ],
    ...[4, 5].map((index): [string, Row] => [
      'holdings',
      {
        ...child(4, index),
        kind: 'deposit',
        productId: uuid(7, below(60)),
        balance: { amount: below(9e8), currency: 'CNY' },
        openedOn: day(),
        accountNo: digits(16),
      },
    ]),
    ...[6, 7, 8].map((index): [string, Row] => [
      'transactions',
      {
        ...child(5, index),
        bookedOn: day(),
        amount: { amount: below(9e6), currency: 'CNY' },
        direction: 'credit',
        counterparty: prose(4),
        holdingId: uuid(4, number * 10 + 4),
      },
    ]),
    [
      'snapshots',
      {
        ...child(6, 9),
        year: 2026,
        months: Array.from({ length: 12 }, (_, month) => ({
          month: month + 1,
          assets: below(9e8),
          liabilities: below(9e6),
        })),
      },
    ],
  ];
}
