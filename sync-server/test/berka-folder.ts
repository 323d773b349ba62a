import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type TableName, tables } from '../import/formats/berka/tables.ts';

export type BerkaRows = Record<TableName, string[]>;

/**
 * A bank of three districts and six clients in the shape of the Berka files. Its latest day is 1998-12-29 (a card).
 * Account 1 is used by clients 1 (owner) and 2; account 2 is owned by 3, account 3 by 4, 4 by 5, 5 by 6.
 */
export function smallBerka(): BerkaRows {
  return {
    district: [
      '1;"Hl.m. Praha";"Prague";1204953;0;0;0;1;1;100.0;12541;0.29;0.43;167;85677;99107',
      '2;"Benesov";"central Bohemia";88884;80;26;6;2;5;46.7;8507;1.67;1.85;132;2159;2674',
      '69;"Jesenik";"north Moravia";42821;4;13;5;1;3;48.4;8173;?;7.01;124;?;1358',
    ],
    client: ['1;"706213";1', '2;"450204";1', '3;"401009";1', '4;"561201";2', '5;"605703";2', '6;"190922";69'],
    account: [
      '1;1;"POPLATEK MESICNE";970131',
      '2;1;"POPLATEK MESICNE";970605',
      '3;2;"POPLATEK TYDNE";970712',
      '4;2;"POPLATEK MESICNE";971229',
      '5;69;"POPLATEK PO OBRATU";960301',
    ],
    disp: [
      '1;1;1;"OWNER"',
      '2;2;1;"DISPONENT"',
      '3;3;2;"OWNER"',
      '4;4;3;"OWNER"',
      '5;5;4;"OWNER"',
      '6;6;5;"OWNER"',
    ],
    card: ['1;1;"gold";981229 00:00:00', '2;2;"junior";980103 00:00:00'],
    loan: [
      '1;1;970705;12000;12;1000.00;"A"',
      '2;2;970705;24000;12;2000.00;"B"',
      '3;3;980315;120000;24;5000.00;"C"',
      '4;4;980601;60000;60;1000.00;"D"',
    ],
    order: ['1;1;"YZ";"87144583";2452.00;"SIPO"', '2;3;"ST";"89597016";3372.70;" "'],
    trans: [
      '1;1;970131;"PRIJEM";"VKLAD";700.00;700.00;"";;',
      '2;1;970228;"PRIJEM";"";1.05;701.05;"UROK";;',
      '3;1;970520;"VYDAJ";"PREVOD NA UCET";100.10;600.95;"SIPO";"AB";41403269',
      '4;3;970801;"VYBER";"VYBER";50;-50.00;" ";;0',
      // Later in the file, earlier by day: the last balance of account 1 stays 600.95.
      '5;1;970310;"PRIJEM";"PREVOD Z UCTU";1000;1701.05;"DUCHOD";"ST";"93"',
      // Two of one day: the later line tells the balance.
      '9;5;981101;"PRIJEM";"VKLAD";10;10;"";;',
      '8;5;981101;"VYDAJ";"VYBER KARTOU";4;6;"";;',
    ],
  };
}

/** Writes the files of a bank as the data come, CRLF and quoted headers included. `remove` cleans up. */
export async function berkaFolder(rows: BerkaRows): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'branchline-berka-'));
  for (const [name, { file, columns }] of Object.entries(tables)) {
    const quote = (column: string) => (name === 'district' ? column : `"${column}"`);
    const lines = [columns.map(quote).join(';'), ...rows[name as TableName]];
    await writeFile(path.join(folder, file), lines.map((line) => `${line}\r\n`).join(''));
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
