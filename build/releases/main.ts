import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { makeReleaseKeys } from '#shared/crypto/release-signature.ts';
import { arch, platform, releaseKey } from '#shared/releases/manifest.ts';
import { readKeyFile, writeKeyFile } from './key-file.ts';
import { readPassphrase } from './passphrase.ts';
import { ReleaseProblem } from './problem.ts';
import { signFolder } from './sign.ts';
import { verifyFolder } from './verify.ts';

const USAGE = `npm run release -- keys --key <file>
npm run release -- sign <folder> --key <file> --platform win32|linux|darwin [--arch x64]
    [--channel stable] --notes-zh <file> --notes-en <file> [--version 1.2.3] [--electron 45.4.1]
npm run release -- verify <folder> (--key <file> | --public <base64>)…
The passphrase comes from RELEASE_PASSPHRASE or standard input.`;

export interface ReleaseIo {
  env: Readonly<Record<string, string | undefined>>;
  stdin: Readable & { isTTY?: boolean };
  out: (line: string) => void;
  problem: (line: string) => void;
  now: () => Date;
}

/** The command line of releases. Resolves with the exit code. */
export async function runRelease(args: string[], io: ReleaseIo): Promise<number> {
  try {
    const [command, ...rest] = args;
    if (command === 'keys') await makeKeys(rest, io);
    else if (command === 'sign') await sign(rest, io);
    else if (command === 'verify') await verify(rest, io);
    else throw new ReleaseProblem(USAGE);
    return 0;
  } catch (error) {
    if (!(error instanceof ReleaseProblem)) throw error;
    io.problem(error.message);
    return 1;
  }
}

async function makeKeys(args: string[], io: ReleaseIo): Promise<void> {
  const { values } = parse(args, { key: { type: 'string' } });
  const file = required(values.key, '--key');
  const keys = await makeReleaseKeys();
  await writeKeyFile(file, keys, await readPassphrase(io.env, io.stdin));
  io.out(keys.publicKey);
}

async function sign(args: string[], io: ReleaseIo): Promise<void> {
  const { values, positionals } = parse(args, {
    key: { type: 'string' },
    version: { type: 'string' },
    electron: { type: 'string' },
    platform: { type: 'string' },
    arch: { type: 'string', default: 'x64' },
    channel: { type: 'string', default: 'stable' },
    'notes-zh': { type: 'string' },
    'notes-en': { type: 'string' },
  });
  const [system, processor] = [platform.safeParse(values.platform), arch.safeParse(values.arch)];
  if (!system.success || !processor.success) throw new ReleaseProblem(USAGE);
  const manifest = await signFolder(
    required(positionals[0], 'the folder'),
    {
      ...(values.version !== undefined && { version: values.version }),
      ...(values.electron !== undefined && { electron: values.electron }),
      channel: required(values.channel, '--channel'),
      platform: system.data,
      arch: processor.data,
      releasedAt: io.now().toISOString(),
      notes: {
        'zh-CN': await notesIn(required(values['notes-zh'], '--notes-zh')),
        en: await notesIn(required(values['notes-en'], '--notes-en')),
      },
    },
    { file: required(values.key, '--key'), passphrase: await readPassphrase(io.env, io.stdin) },
  );
  io.out(`${manifest.version} ${manifest.channel} ${manifest.platform} ${manifest.arch}: signed`);
}

async function verify(args: string[], io: ReleaseIo): Promise<void> {
  const { values, positionals } = parse(args, {
    key: { type: 'string', multiple: true },
    public: { type: 'string', multiple: true },
  });
  const keys = (values.public ?? []).map((text) => {
    if (!releaseKey.safeParse(text).success)
      throw new ReleaseProblem('--public takes a public key in base64.');
    return text;
  });
  for (const file of values.key ?? []) keys.push((await readKeyFile(file)).publicKey);
  if (keys.length === 0) throw new ReleaseProblem(USAGE);
  const manifest = await verifyFolder(required(positionals[0], 'the folder'), keys);
  io.out(`${manifest.version} ${manifest.channel} ${manifest.platform} ${manifest.arch}: whole and signed`);
  for (const { name, size } of manifest.files) io.out(`  ${name}  ${size}`);
}

async function notesIn(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    throw new ReleaseProblem(`${file} cannot be read.`);
  }
}

function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new ReleaseProblem(`${name} is missing.\n${USAGE}`);
  return value;
}

function parse<T extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(
  args: string[],
  options: T,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new ReleaseProblem(`${error instanceof Error ? error.message : ''}\n${USAGE}`);
  }
}
