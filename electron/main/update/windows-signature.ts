import { win32 } from 'node:path';
import { parseDn } from 'builder-util-runtime';
import type { Run } from '../policy/run.ts';

/** Milliseconds: PowerShell that starts for the first time, on a machine that is scanned for viruses. */
const PATIENCE = 60_000;

/**
 * The state of a signature (0: valid), and the signer's name as numbers: PowerShell writes in whichever code page the system
 * has. No double quotes, and nothing that a machine with constrained scripts would refuse.
 */
const SCRIPT =
  '$s = Get-AuthenticodeSignature -LiteralPath $env:BRANCHLINE_INSTALLER; [int]$s.Status; ([int[]][char[]]$s.SignerCertificate.Subject) -join [char]32';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether Windows finds an installer whole and signed by one of the publishers: `null`, or why not. electron-updater has a
 * check of its own, which lets every file through where PowerShell cannot be run, as on machines that a bank has locked down.
 * Here whatever is not a clear yes is a no.
 */
export async function publisherFault(
  run: Run,
  env: Environment,
  publishers: readonly string[],
  file: string,
): Promise<string | null> {
  const shell = win32.join(
    env.SystemRoot ?? 'C:\\Windows',
    'System32',
    'WindowsPowerShell',
    'v1.0',
    'powershell.exe',
  );
  // Another PowerShell that started the program may have left a path on which this one finds no modules.
  const { PSModulePath: _, ...others } = env;
  const { code, stdout } = await run(shell, ['-NoProfile', '-NonInteractive', '-Command', SCRIPT], {
    env: { ...others, BRANCHLINE_INSTALLER: file },
    patience: PATIENCE,
  });
  if (code !== 0) return 'the signature could not be checked';
  const [status, letters = ''] = stdout.split(/\r?\n/).map((line) => line.trim());
  if (status !== '0') return 'not signed, or changed since';
  const units = letters.split(' ').map(Number);
  if (!units.every((unit) => Number.isInteger(unit) && unit > 0 && unit < 0x10000))
    return 'nobody could be read as the signer';
  const signer = parseDn(String.fromCharCode(...units));
  return publishers.some((publisher) => isSame(publisher, signer)) ? null : 'signed by somebody else';
}

/** A whole name must agree in each of its parts; a plain one is the common name. */
function isSame(publisher: string, signer: ReadonlyMap<string, string>): boolean {
  const wanted = parseDn(publisher);
  if (wanted.size === 0) return publisher !== '' && publisher === signer.get('CN');
  return [...wanted].every(([part, value]) => signer.get(part) === value);
}
