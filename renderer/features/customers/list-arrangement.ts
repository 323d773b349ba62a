import { z } from 'zod';
import type { CustomerGroupBy, CustomerSort } from '#renderer/replica/api/customer-list.ts';
import { customerKind, grade, lifecycle } from '#shared/model/customer.ts';
import { line } from '#shared/model/primitives.ts';

/** Columns in the order of the list as it is at first; the name always stays. */
export const columnIds = [
  'name',
  'customerNo',
  'grade',
  'lifecycle',
  'assets',
  'liabilities',
  'elsewhere',
  'nextDue',
  'maturity',
  'openTasks',
  'tags',
  'mobile',
  'managerId',
  'lastContactAt',
  'openedOn',
  'birthDate',
  'birthday',
  'trade',
  'city',
  'source',
] as const;
export type ColumnId = (typeof columnIds)[number];

const sorts = [
  'name',
  'customerNo',
  'grade',
  'lifecycle',
  'openedOn',
  'assets',
  'lastContactAt',
  'liabilities',
  'elsewhere',
  'nextDue',
  'maturity',
  'openTasks',
  'birthDate',
  'birthday',
  'trade',
  'city',
  'source',
] as const satisfies readonly CustomerSort[];

export const groupings = [
  'grade',
  'lifecycle',
  'kind',
  'manager',
  'branch',
  'tag',
  'source',
  'lastContact',
] as const satisfies readonly CustomerGroupBy[];

export const densities = ['comfortable', 'compact'] as const;
/** A column's width in pixels. */
export const LEAST_WIDTH = 60;
export const MOST_WIDTH = 600;

const days = z.int().min(0).max(3650);
/** Minor units. */
const amount = z.int().min(0);

const filters = {
  kind: customerKind.optional(),
  grades: z.array(grade).max(8),
  lifecycles: z.array(lifecycle).max(8),
  tags: z.array(line(24)).max(20),
  /** Views saved before there was this filter have none. */
  sources: z.array(line(60)).max(20).default([]),
  mine: z.boolean(),
  assetsFrom: amount.optional(),
  assetsTo: amount.optional(),
  /** Nobody has met them for so many days. */
  notContactedDays: days.optional(),
  maturingDays: days.optional(),
  birthdayThisMonth: z.boolean(),
  problem: z.boolean(),
};

const rest = {
  sort: z.enum(sorts),
  descending: z.boolean(),
  group: z.enum(groupings).optional(),
  columns: z.array(z.enum(columnIds)).min(1).max(columnIds.length),
  widths: z.partialRecord(z.enum(columnIds), z.int().min(LEAST_WIDTH).max(MOST_WIDTH)),
  density: z.enum(densities),
};

const filtersSchema = z.object(filters);
const arrangementSchema = z.object({ filters: filtersSchema, ...rest });

/** What a view keeps of the list: what is in it and how it is laid out. Not what is searched for, nor where one is. */
export type ListArrangement = z.infer<typeof arrangementSchema>;
export type ListFilters = ListArrangement['filters'];

export const noFilters: ListFilters = {
  grades: [],
  lifecycles: [],
  tags: [],
  sources: [],
  mine: false,
  birthdayThisMonth: false,
  problem: false,
};

export const plainArrangement: ListArrangement = {
  filters: noFilters,
  sort: 'assets',
  descending: true,
  columns: [
    'name',
    'customerNo',
    'grade',
    'lifecycle',
    'assets',
    'mobile',
    'managerId',
    'lastContactAt',
    'openedOn',
  ],
  widths: {},
  density: 'comfortable',
};

/**
 * A saved view's value as this version of the list understands it. What it does not understand, of a newer version or
 * damaged, is left as it is at first, and `partial` says that something was.
 */
export function readArrangement(value: unknown): { arrangement: ListArrangement; partial: boolean } {
  const whole = arrangementSchema.safeParse(value);
  if (whole.success) return { arrangement: tidy(whole.data), partial: false };
  const source = asRecord(value);
  const read = {
    ...plainArrangement,
    ...readable(rest, source),
    filters: { ...noFilters, ...readable(filters, asRecord(source.filters)) },
  };
  return { arrangement: tidy(arrangementSchema.catch(plainArrangement).parse(read)), partial: true };
}

/** Only the fields that are as they should be. */
function readable(
  shape: Record<string, z.ZodType>,
  source: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(shape).flatMap(([name, schema]) => {
      const parsed = schema.safeParse(source[name]);
      return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : [];
    }),
  );
}

function asRecord(value: unknown): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).catch({}).parse(value);
}

/** No column twice, and never without the name. */
function tidy(arrangement: ListArrangement): ListArrangement {
  const columns = [...new Set(arrangement.columns)];
  return { ...arrangement, columns: columns.includes('name') ? columns : ['name', ...columns] };
}
