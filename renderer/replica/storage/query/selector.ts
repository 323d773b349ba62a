import { type AnyColumn, cell } from '../index/columns.ts';

/** 0: does not match. 1: matches. 2: only the document tells. */
export type Verdict = 0 | 1 | 2;
type Value = string | number | boolean;

/** What one field of a selector demands, as far as an index can use it. */
export interface Bounds {
  column: AnyColumn;
  equal?: Value;
  lower?: { value: Value; inclusive: boolean };
  upper?: { value: Value; inclusive: boolean };
}

export interface CompiledSelector {
  /** All have to hold. */
  tests: ((row: number) => Verdict)[];
  bounds: Map<string, Bounds>;
  /** Something in the selector can be judged on documents only. */
  residual: boolean;
  /** Ids the selector names, where it names them: no index is needed then. */
  ids?: readonly string[];
}

/**
 * Translates what can be judged on columns alone. Whatever is not certain to mean the same as RxDB's matcher is left
 * to it: operands of another type than the column, arrays, nested selectors.
 */
export function compileSelector(
  selector: Record<string, unknown>,
  columns: ReadonlyMap<string, AnyColumn>,
  primaryPath: string,
): CompiledSelector {
  const compiled: CompiledSelector = { tests: [], bounds: new Map(), residual: false };
  add(selector);
  return compiled;

  function add(part: Record<string, unknown>): void {
    for (const [field, matcher] of Object.entries(part)) {
      if (field === '$and' && Array.isArray(matcher)) {
        for (const inner of matcher) if (isRecord(inner)) add(inner);
        continue;
      }
      const column = columns.get(field);
      // No operator at all does not mean anything goes: it asks for an empty object.
      if (column === undefined || !isRecord(matcher) || Object.keys(matcher).length === 0)
        compiled.residual = true;
      else addField(column, matcher);
    }
  }

  function addField(column: AnyColumn, matcher: Record<string, unknown>): void {
    for (const [operator, operand] of Object.entries(matcher)) {
      const test = testOf(column, operator, operand);
      if (test === undefined) {
        compiled.residual = true;
        continue;
      }
      compiled.tests.push(test);
      if (isValue(operand)) bind(column, operator, operand);
      if (column.path === primaryPath && column.opaque === 0) {
        if (operator === '$eq' && typeof operand === 'string') compiled.ids = [operand];
        if (operator === '$in' && isStrings(operand)) compiled.ids = [...new Set(operand)];
      }
    }
  }

  /** Of two bounds on one side either is right, the tests do the rest. */
  function bind(column: AnyColumn, operator: string, value: Value): void {
    const bounds: Bounds = compiled.bounds.get(column.path) ?? { column };
    compiled.bounds.set(column.path, bounds);
    if (operator === '$eq') bounds.equal = value;
    if (operator === '$gt' || operator === '$gte') bounds.lower = { value, inclusive: operator === '$gte' };
    if (operator === '$lt' || operator === '$lte') bounds.upper = { value, inclusive: operator === '$lte' };
  }
}

function testOf(
  column: AnyColumn,
  operator: string,
  operand: unknown,
): ((row: number) => Verdict) | undefined {
  switch (operator) {
    case '$exists':
      if (typeof operand !== 'boolean') return undefined;
      return (row) => ((column.state(row) !== cell.missing) === operand ? 1 : 0);
    case '$eq':
    case '$ne':
      if (!fits(column, operand)) return undefined;
      return negated(column, column.equals(operand), operator === '$ne');
    case '$in':
    case '$nin':
      if (!Array.isArray(operand) || !operand.every((value) => fits(column, value))) return undefined;
      return negated(column, anyOf(column, operand), operator === '$nin');
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte': {
      if (!fits(column, operand) || typeof operand === 'boolean') return undefined;
      const compare = column.comparer(operand);
      const holds = comparisons[operator];
      return (row) => {
        const state = column.state(row);
        if (state === cell.regular) return holds(compare(row)) ? 1 : 0;
        return state === cell.other ? 2 : 0;
      };
    }
    default:
      return undefined;
  }
}

const comparisons = {
  $gt: (order: number) => order > 0,
  $gte: (order: number) => order >= 0,
  $lt: (order: number) => order < 0,
  $lte: (order: number) => order <= 0,
};

function negated(column: AnyColumn, equals: ((row: number) => boolean) | null, negate: boolean) {
  return (row: number): Verdict => {
    const state = column.state(row);
    if (state === cell.other) return 2;
    const equal = state === cell.regular && equals !== null && equals(row);
    return equal !== negate ? 1 : 0;
  };
}

function anyOf(column: AnyColumn, values: readonly Value[]): (row: number) => boolean {
  if (column.kind !== 'string') {
    const wanted = new Set<unknown>(values);
    return (row) => wanted.has(column.value(row));
  }
  const tests = values.flatMap((value) => column.equals(value) ?? []);
  if (tests.length <= 8) return (row) => tests.some((test) => test(row));
  const wanted = new Set(values.flatMap((value) => column.numberOf(String(value)) ?? []));
  return (row) => wanted.has(column.cells[row] ?? 0);
}

function fits(column: AnyColumn, operand: unknown): operand is Value {
  if (typeof operand === 'number') return column.kind === 'number' && Number.isFinite(operand);
  return typeof operand === column.kind;
}

function isValue(value: unknown): value is Value {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RegExp);
}
