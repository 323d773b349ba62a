import { describe, expect, it } from 'vitest';
import type { Ran, Run } from '../policy/run.ts';
import { publisherFault } from './windows-signature.ts';

const SUBJECT = 'CN="Example Bank, Ltd", O=示例银行, C=CN';
const unitsOf = (text: string) => [...Array(text.length).keys()].map((at) => text.charCodeAt(at)).join(' ');
const answered = (status: number, subject: string): Ran => ({
  code: 0,
  stdout: `${status}\r\n${unitsOf(subject)}\r\n`,
});
const judge = (ran: Ran, publishers: readonly string[] = ['Example Bank, Ltd']) =>
  publisherFault(async () => ran, { SystemRoot: 'C:\\Windows' }, publishers, 'C:\\用户\\new.exe');

describe('the publisher of an installer', () => {
  it.each([
    ['by its common name', 'Example Bank, Ltd'],
    ['by its whole name, in any script', 'O=示例银行, CN="Example Bank, Ltd"'],
  ])('is known %s', async (_how, publisher) => {
    expect(await judge(answered(0, SUBJECT), ['Somebody', publisher])).toBeNull();
  });

  it.each([
    ['somebody else signed', answered(0, 'CN=Example Bank, O=Other')],
    ['nobody signed', answered(2, '')],
    ['the file was changed', answered(3, SUBJECT)],
    ['PowerShell is not there, or not allowed', { code: null, stdout: '' }],
    ['PowerShell fails', { code: 1, stdout: `0\r\n${unitsOf(SUBJECT)}\r\n` }],
    ['PowerShell says nothing', { code: 0, stdout: '' }],
    ['PowerShell says something else', { code: 0, stdout: '0\r\nValid\r\n' }],
    ['the signer has no name', { code: 0, stdout: '0\r\n\r\n' }],
  ])('is not known, and nothing is installed, where %s', async (_why, ran) => {
    expect(await judge(ran)).toEqual(expect.any(String));
  });

  it.each([[''], ['O=Other'], ['CN=Example Bank, Ltd']])(
    'is not the one of %j by a part of the name',
    async (publisher) => {
      expect(await judge(answered(0, SUBJECT), [publisher])).toEqual(expect.any(String));
    },
  );

  it('is asked of the system’s own PowerShell, with the file’s name outside the command', async () => {
    const seen: Parameters<Run>[] = [];
    const run: Run = async (...given) => {
      seen.push(given);
      return answered(0, SUBJECT);
    };
    const file = "C:\\Temp\\a';calc;'b.exe";
    await publisherFault(run, { SystemRoot: 'D:\\WinNT', PSModulePath: 'C:\\ps7' }, ['x'], file);
    const [[program = '', args = [], options] = []] = seen;
    expect(program).toBe('D:\\WinNT\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    expect(args.join(' ')).not.toContain('calc');
    expect(args.join(' ')).not.toContain('"');
    expect(options?.env).toEqual({ SystemRoot: 'D:\\WinNT', BRANCHLINE_INSTALLER: file });
  });
});
