import path from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { ImportError } from './errors.ts';
import { type Line, readLines } from './lines.ts';

/** A delimited file with a header line. */
export interface TableShape<Column extends string = string> {
  readonly file: string;
  readonly delimiter: string;
  readonly columns: readonly Column[];
}

export interface TableRow<Column extends string = string> {
  readonly line: number;
  /** The line as it stands in the file. */
  readonly text: string;
  readonly values: Readonly<Record<Column, string>>;
}

export type Reject = (file: string, line: number, reason: string, text: string) => void;

/**
 * The rows of a table, some thousands at a time. One line is one row, in these formats always: a quote that is not
 * closed spoils its own line and cannot swallow the next ones. The header must be the expected one, or the whole file
 * is refused; a line that is no row is rejected and the rest goes on.
 */
export async function* readTable<Column extends string>(
  folder: string,
  shape: TableShape<Column>,
  reject: Reject,
): AsyncGenerator<TableRow<Column>[]> {
  let headed = false;
  for await (const batch of readLines(path.join(folder, shape.file))) {
    const lines = headed ? batch : batch.slice(1);
    if (!headed) checkHeader(shape, batch[0]);
    headed = true;
    yield rowsOf(lines, shape, reject);
  }
  if (!headed)
    throw new ImportError('file_empty', `${shape.file} is empty; expected the header ${headerOf(shape)}.`);
}

/** Reads the header only: a wrong file is found before anything is written. */
export async function checkTable(folder: string, shape: TableShape): Promise<void> {
  for await (const _ of readTable(folder, shape, () => undefined)) return;
}

function checkHeader(shape: TableShape, line: Line | undefined): void {
  const text = line?.text ?? '';
  const wrong = (found: string) =>
    new ImportError(
      'wrong_columns',
      `${shape.file}: expected the columns ${headerOf(shape)}, found ${found}.`,
    );
  if (line?.fault?.startsWith('the file ends') && text !== '') {
    throw wrong('a single line without an end');
  }
  if (line?.fault !== undefined || /\p{Cc}/u.test(text)) {
    throw new ImportError(
      'not_text',
      `${shape.file} is not a text file; expected the header ${headerOf(shape)}.`,
    );
  }
  let found: string[];
  try {
    found = parseLine(text, shape);
  } catch {
    throw wrong('a header that cannot be read');
  }
  const same = found.length === shape.columns.length && found.every((name, i) => name === shape.columns[i]);
  if (!same) throw wrong(found.join(shape.delimiter).slice(0, 200) || 'an empty line');
}

function headerOf({ columns, delimiter }: TableShape): string {
  return columns.join(delimiter);
}

function rowsOf<Column extends string>(
  lines: readonly Line[],
  shape: TableShape<Column>,
  reject: Reject,
): TableRow<Column>[] {
  const whole = lines.filter((line) => {
    if (line.fault !== undefined) reject(shape.file, line.number, line.fault, line.text);
    return line.fault === undefined;
  });
  const together = parseTogether(whole, shape);
  const rows: TableRow<Column>[] = [];
  whole.forEach((line, index) => {
    const fields = together?.[index] ?? parseAlone(line, shape, reject);
    if (fields === undefined) return;
    if (fields.length !== shape.columns.length) {
      const reason =
        line.text === '' ? 'empty line' : `${fields.length} columns instead of ${shape.columns.length}`;
      reject(shape.file, line.number, reason, line.text);
      return;
    }
    const values = Object.fromEntries(shape.columns.map((column, i) => [column, fields[i] ?? '']));
    rows.push({ line: line.number, text: line.text, values: values as Record<Column, string> });
  });
  return rows;
}

/** One call for all lines, ten times faster than one each; not to be had when any line is broken. */
function parseTogether(lines: readonly Line[], shape: TableShape): string[][] | undefined {
  try {
    const records = parse(lines.map(({ text }) => text).join('\n'), optionsOf(shape));
    // Fewer records than lines: a quote was closed on a later line.
    return records.length === lines.length ? records : undefined;
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

function parseAlone(line: Line, shape: TableShape, reject: Reject): string[] | undefined {
  try {
    return parseLine(line.text, shape);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const unclosed = error.code === 'CSV_QUOTE_NOT_CLOSED';
    reject(
      shape.file,
      line.number,
      unclosed ? 'a quote is not closed' : 'a quote where none may be',
      line.text,
    );
    return undefined;
  }
}

function parseLine(text: string, shape: TableShape): string[] {
  return text === '' ? [''] : (parse(text, optionsOf(shape))[0] ?? []);
}

function optionsOf({ delimiter }: TableShape) {
  // The number of columns is checked above, with the line's own number and text at hand.
  return { delimiter, record_delimiter: '\n', relax_column_count: true } as const;
}
