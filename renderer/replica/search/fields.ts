import { code, grade, NONE } from './codes.ts';
import { Collected, type Former } from './former.ts';
import { createPattern } from './pattern.ts';
import type { Word } from './query.ts';
import type { SearchIndex } from './search-index.ts';
import type { TextColumn } from './text-column.ts';

/** Digits of a phone or an ID that a person gives to be told from others. */
export const TAIL = 4;
/** Fewer characters inside a customer number, or of an employer or address, tell nothing. */
export const INSIDE_NUMBER = 3;
export const PART = 2;

type OnHit = (row: number, code: number) => void;
type Span = [start: number, end: number];

/** One field compared with one word. */
export interface Field {
  /** Visits all rows that it hits. */
  scan(onHit: OnHit): void;
  /** The code of one row, or {@link NONE}. */
  codeOf(row: number): number;
  /** What was hit: characters of the name without separators, UTF-16 units of other fields. */
  spanOf(row: number): Span | undefined;
}

export interface Formers {
  names: Former;
  numbers: Former;
}

/** The fields in the order of their codes; those that the word cannot hit are left out. */
export function fieldsFor(index: SearchIndex, word: Word, formers: Formers): Field[] {
  const { units, phone, accompanied } = word;
  const shortest = accompanied ? 1 : TAIL;
  return [
    ...(word.name === '' ? [] : [nameField(index, word, formers.names)]),
    numberField(index, word, formers.numbers),
    ...(units.length < shortest ? [] : [idField(index.idNumber, units)]),
    ...(phone.length < shortest ? [] : [phoneField(index.phones, phone)]),
    ...(units.length < PART ? [] : [employerField(index, units), addressField(index.address, units)]),
  ];
}

function nameField(index: SearchIndex, { name: typed }: Word, former: Former): Field {
  const { names, version } = index;
  const pattern = createPattern(typed, names);
  return {
    scan(onHit) {
      const found = new Collected();
      const look = (name: number) => {
        const result = pattern.codeOf(name);
        if (result === NONE) return;
        found.add(name);
        for (let row = names.rows.first(name); row >= 0; row = names.rows.next(row)) onHit(row, result);
      };
      const among = former.narrowest(version, typed);
      if (among === undefined) for (let name = 0; name < names.end; name += 1) look(name);
      else for (const name of among) look(name);
      // One letter is not looked for inside names: what it finds is not all that two may find.
      if ([...typed].length > 1) former.keep(version, typed, found.values());
    },
    codeOf: (row) => pattern.codeOf(names.rows.of(row)),
    spanOf(row) {
      const hit = pattern.hit(names.rows.of(row));
      return hit === null ? undefined : [hit.start, hit.end];
    },
  };
}

function numberField({ customerNo, version }: SearchIndex, { text, units }: Word, former: Former): Field {
  function codeOf(row: number): number {
    const at = customerNo.indexIn(row, units);
    if (at < 0 || (at > 0 && units.length < INSIDE_NUMBER)) return NONE;
    return code.customerNo + gradeAt(at, customerNo.length(row) === units.length);
  }
  return {
    scan(onHit) {
      const found = new Collected();
      const look = (row: number) => {
        const result = codeOf(row);
        if (result === NONE) return;
        found.add(row);
        onHit(row, result);
      };
      const among = former.narrowest(version, text);
      if (among === undefined) for (let row = 0; row < customerNo.rows; row += 1) look(row);
      else for (const row of among) look(row);
      if (text.length >= INSIDE_NUMBER) former.keep(version, text, found.values());
    },
    codeOf,
    spanOf: (row) => spanAt(customerNo.indexIn(row, units), units.length),
  };
}

function idField(column: TextColumn, units: Uint16Array): Field {
  function codeOf(row: number): number {
    if (!hasTail(column, row, units)) return NONE;
    return code.idNumber + (column.length(row) === units.length ? grade.exact : grade.prefix);
  }
  return { scan: scanRows(column, codeOf), codeOf, spanOf: (row) => tailSpan(column, row, units) };
}

/** A whole number before tails and beginnings, whichever of the customer's phones it is. */
function phoneField(columns: readonly TextColumn[], phone: string): Field {
  const units = Uint16Array.from(phone, (digit) => digit.charCodeAt(0));
  const long = units.length >= TAIL;
  const isHit = (column: TextColumn, row: number) =>
    hasTail(column, row, units) || (long && column.startsWith(row, units));
  function codeOf(row: number): number {
    let best = NONE;
    for (const column of columns) {
      if (!isHit(column, row)) continue;
      if (column.length(row) === units.length) return code.phone + grade.exact;
      best = code.phone + grade.prefix;
    }
    return best;
  }
  return {
    scan(onHit) {
      const rows = Math.max(...columns.map((column) => column.rows));
      for (let row = 0; row < rows; row += 1) {
        const result = codeOf(row);
        if (result !== NONE) onHit(row, result);
      }
    },
    codeOf,
    spanOf(row) {
      const column = columns.find((candidate) => isHit(candidate, row));
      if (column === undefined) return undefined;
      return hasTail(column, row, units) ? tailSpan(column, row, units) : [0, units.length];
    },
  };
}

function employerField({ employers, employerTexts }: SearchIndex, units: Uint16Array): Field {
  const part = partField(employerTexts, units, code.employer);
  return {
    scan: (onHit) =>
      part.scan((employer, result) => {
        const { rows } = employers;
        for (let row = rows.first(employer); row >= 0; row = rows.next(row)) onHit(row, result);
      }),
    codeOf: (row) => part.codeOf(employers.rows.of(row)),
    spanOf: (row) => part.spanOf(employers.rows.of(row)),
  };
}

const addressField = (column: TextColumn, units: Uint16Array) => partField(column, units, code.address);

function partField(column: TextColumn, units: Uint16Array, first: number): Field {
  function codeOf(row: number): number {
    const at = column.indexIn(row, units);
    return at < 0 ? NONE : first + gradeAt(at, column.length(row) === units.length);
  }
  return {
    scan: (onHit) =>
      column.candidates(units, (row) => {
        const result = codeOf(row);
        if (result !== NONE) onHit(row, result);
      }),
    codeOf,
    spanOf: (row) =>
      column.hasPositions(row) ? spanAt(column.indexIn(row, units), units.length) : undefined,
  };
}

function scanRows(column: TextColumn, codeOf: (row: number) => number) {
  return (onHit: OnHit) => {
    for (let row = 0; row < column.rows; row += 1) {
      const result = codeOf(row);
      if (result !== NONE) onHit(row, result);
    }
  };
}

function gradeAt(position: number, whole: boolean) {
  if (position > 0) return grade.inside;
  return whole ? grade.exact : grade.prefix;
}

const spanAt = (position: number, length: number): Span | undefined =>
  position < 0 ? undefined : [position, position + length];

/** Of a tail that is still being typed the last {@link TAIL} begin so. */
function hasTail(column: TextColumn, row: number, units: Uint16Array): boolean {
  return units.length < TAIL ? column.standsBeforeEnd(row, TAIL, units) : column.endsWith(row, units);
}

function tailSpan(column: TextColumn, row: number, units: Uint16Array): Span | undefined {
  const start = column.length(row) - Math.max(TAIL, units.length);
  return start < 0 ? undefined : [start, start + units.length];
}
