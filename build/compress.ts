import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);
/** A tenth smaller than what a server can afford per request; two more would cost ten times the time. */
const QUALITY = 9;
/** Bytes; below, the headers weigh as much as what is saved. */
const WORTH = 1024;

/** Writes `<file>.br` beside each file of a folder. Whole workstations fetch them at once after an update. */
export async function compressFiles(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => !name.endsWith('.br'));
  await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      const plain = await readFile(file);
      if (plain.length < WORTH) return;
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
      };
      await writeFile(`${file}.br`, await compress(plain, { params }));
    }),
  );
}
