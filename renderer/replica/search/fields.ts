import { code, grade, NONE } from './codes.ts';
import { Collected, type Former } from './former.ts';
import { createPattern } from './pattern.ts';
import type { Word } from './query.ts';
import type { SearchIndex } from './search-index.ts';
import { ENDS, type TextColumn, type Wanted, wantedOf } from './text-column.ts';

/** Digits of a phone or an ID that a person gives to be told from others. */
const TAIL = ENDS;
/** Fewer characters inside a customer number, or of an employer or address, tell nothing. */
const INSIDE_NUMBER = 3;
const PART = 2;

type OnHit = (row: number, code: number) => void;
type Span = [start: number, end: number];

/** One field compared with one word. */
export interface Field {
  /** Visits all rows that it hits, each with its best code first. */
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
  const { wanted, phone, accompanied } = word;
  const shortest = accompanied ? 1 : TAIL;
  return [
    ...(word.name === '' ? [] : [nameField(index, word, formers.names)]),
    numberField(index, word, formers.numbers),
    ...(wanted.length < shortest ? [] : [idField(index.idNumber, wanted)]),
    ...(phone.length < shortest ? [] : [phoneField(index.phones, wantedOf(phone))]),
    ...(wanted.length < PART
      ? []
      : [employerField(index, wanted), partField(index.address, wanted, code.address)]),
  ];
}

function nameField(index: SearchIndex, { name: typed }: Word, former: Former): Field {
  const { names, version } = index;
  const pattern = createPattern(typed, names);
  return {
    scan(onHit) {
      const found = new Collected();
      pattern.scan(former.narrowest(version, typed), (name, result) => {
        found.add(name);
        for (let row = names.rows.first(name); row >= 0; row = names.rows.next(row)) onHit(row, result);
      });
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

function numberField({ customerNo, version }: SearchIndex, { text, wanted }: Word, former: Former): Field {
  const alsoInside = wanted.length >= INSIDE_NUMBER;
  const codeAt = (row: number, at: number) =>
    code.customerNo + gradeAt(at, customerNo.length(row) === wanted.length);
  function positionIn(row: number): number {
    if (alsoInside) return customerNo.indexIn(row, wanted);
    return customerNo.startsWith(row, wanted) ? 0 : -1;
  }
  function codeOf(row: number): number {
    const at = positionIn(row);
    return at < 0 ? NONE : codeAt(row, at);
  }
  return {
    scan(onHit) {
      if (!alsoInside) return customerNo.scanStarts(wanted, (row) => onHit(row, codeAt(row, 0)));
      const found = new Collected();
      const hit = (row: number, at: number) => {
        if (at < 0) return;
        found.add(row);
        onHit(row, codeAt(row, at));
      };
      const among = former.narrowest(version, text);
      if (among === undefined) customerNo.scanInside(wanted, hit);
      else for (const row of among) hit(row, customerNo.indexIn(row, wanted));
      former.keep(version, text, found.values());
    },
    codeOf,
    spanOf: (row) => spanAt(positionIn(row), wanted.length),
  };
}

/** Of a tail that is still being typed the last {@link TAIL} begin so. */
const tailOf = ({ length }: Wanted) => Math.max(TAIL, length);

function idField(column: TextColumn, wanted: Wanted): Field {
  const before = tailOf(wanted);
  const codeIn = (row: number) =>
    code.idNumber + (column.length(row) === wanted.length ? grade.exact : grade.prefix);
  return {
    scan: (onHit) => column.scanEnds(wanted, before, (row) => onHit(row, codeIn(row))),
    codeOf: (row) => (column.standsBeforeEnd(row, before, wanted) ? codeIn(row) : NONE),
    spanOf: (row) => spanAt(column.length(row) - before, wanted.length),
  };
}

/** A whole number before tails and beginnings, whichever of the customer's phones it is. */
function phoneField(columns: readonly TextColumn[], wanted: Wanted): Field {
  const before = tailOf(wanted);
  const alsoStart = wanted.length >= TAIL;
  const isTail = (column: TextColumn, row: number) => column.standsBeforeEnd(row, before, wanted);
  const isWhole = (column: TextColumn, row: number) =>
    column.length(row) === wanted.length && isTail(column, row);
  const isHit = (column: TextColumn, row: number) =>
    isTail(column, row) || (alsoStart && column.startsWith(row, wanted));
  return {
    scan(onHit) {
      const hit = (row: number) => onHit(row, code.phone + grade.prefix);
      for (const column of columns)
        column.scanEnds(wanted, before, (row) => {
          if (isWhole(column, row)) onHit(row, code.phone + grade.exact);
        });
      for (const column of columns) {
        column.scanEnds(wanted, before, hit);
        if (alsoStart) column.scanStarts(wanted, hit);
      }
    },
    codeOf(row) {
      if (columns.some((column) => isWhole(column, row))) return code.phone + grade.exact;
      return columns.some((column) => isHit(column, row)) ? code.phone + grade.prefix : NONE;
    },
    spanOf(row) {
      const column =
        columns.find((candidate) => isWhole(candidate, row)) ??
        columns.find((candidate) => isHit(candidate, row));
      if (column === undefined) return undefined;
      return spanAt(isTail(column, row) ? column.length(row) - before : 0, wanted.length);
    },
  };
}

function employerField({ employers, employerTexts }: SearchIndex, wanted: Wanted): Field {
  const part = partField(employerTexts, wanted, code.employer);
  const { rows } = employers;
  return {
    scan: (onHit) =>
      part.scan((employer, result) => {
        for (let row = rows.first(employer); row >= 0; row = rows.next(row)) onHit(row, result);
      }),
    codeOf: (row) => part.codeOf(rows.of(row)),
    spanOf: (row) => part.spanOf(rows.of(row)),
  };
}

function partField(column: TextColumn, wanted: Wanted, first: number): Field {
  const codeAt = (row: number, at: number) => first + gradeAt(at, column.length(row) === wanted.length);
  return {
    scan: (onHit) => column.scanInside(wanted, (row, at) => onHit(row, codeAt(row, at))),
    codeOf(row) {
      const at = column.indexIn(row, wanted);
      return at < 0 ? NONE : codeAt(row, at);
    },
    spanOf: (row) =>
      column.hasPositions(row) ? spanAt(column.indexIn(row, wanted), wanted.length) : undefined,
  };
}

function gradeAt(position: number, whole: boolean) {
  if (position > 0) return grade.inside;
  return whole ? grade.exact : grade.prefix;
}

const spanAt = (position: number, length: number): Span | undefined =>
  position < 0 ? undefined : [position, position + length];
