import { findingText } from '../audit/finding-text.ts';
import { headFilesIn } from '../audit/head-file.ts';
import { type Verified, verifyChain } from '../audit/verify.ts';
import { readVerifyArguments, VERIFY_USAGE } from '../audit/verify-arguments.ts';
import { databaseFault } from '../db/faults.ts';
import { createPool } from '../db/pool.ts';
import { whyAway } from '../db/why-away.ts';
import { UsageError } from '../import/arguments.ts';
import { openImportDatabase } from '../import/database.ts';

/** Printed one by one; beyond that only counted. */
const SHOWN = 100;

async function main(): Promise<number> {
  const wanted = readVerifyArguments(process.argv.slice(2), process.env);
  if (wanted === undefined) {
    console.log(VERIFY_USAGE);
    return 0;
  }
  const onProgress = (message: string) => process.stderr.write(`${message}\n`);
  const headFiles = (await Promise.all(wanted.headsDirs.map(headFilesIn))).flat();
  const database =
    wanted.url === undefined
      ? await openImportDatabase({ dataDir: wanted.dataDir, url: undefined, onProgress })
      : fromUrl(wanted.url);
  try {
    let shown = 0;
    const verified = await verifyChain(database.pool, {
      headFiles,
      ...(wanted.publicKey !== undefined && { publicKey: wanted.publicKey }),
      onFinding: (finding) => {
        shown += 1;
        if (shown <= SHOWN) console.log(wanted.json ? JSON.stringify(finding) : findingText(finding));
      },
      onProgress: (pos) => onProgress(`… position ${pos}`),
    });
    if (wanted.json) console.log(JSON.stringify(verified));
    else summarise(verified, headFiles.length);
    return verified.findings === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}

function fromUrl(url: string) {
  const pool = createPool(url, { max: 1, applicationName: 'branchline audit:verify' });
  return { pool, close: () => pool.end() };
}

function summarise({ positions, waiting, findings, provenTo, publicKey }: Verified, files: number): void {
  console.log(findings === 0 ? 'Nothing was changed.' : `${findings} findings.`);
  console.log(`Positions read: ${positions}. Lines that wait for theirs: ${waiting}.`);
  console.log(
    files === 0
      ? 'No heads from outside the database: whoever owns it could have rebuilt chain and key. Give --heads.'
      : `Proven by ${files} file(s) of heads from outside the database up to position ${provenTo}.`,
  );
  if (publicKey !== undefined) console.log(`Public key of the chain: ${publicKey}`);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = 2;
  if (error instanceof UsageError) console.error(`${error.message}\n\n${VERIFY_USAGE}`);
  else if (databaseFault(error) === 'unavailable')
    console.error(`The database cannot be reached. ${whyAway(error)}`);
  else
    console.error(`The check could not be made: ${error instanceof Error ? error.message : 'unknown fault'}`);
}
