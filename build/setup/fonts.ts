import { run } from './run.ts';

/** Whether the machine can draw Chinese. Windows and macOS always can; Linux is asked. */
export async function hasChineseFont(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const { code, output } = await run('fc-list', [':lang=zh', 'family']);
  return code === 0 && output.trim() !== '';
}
