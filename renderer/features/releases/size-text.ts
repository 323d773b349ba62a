import type { ScreenFormat } from '#renderer/ui/use-format.ts';

const MB = 1_000_000;

/** Bytes as people read them: megabytes, kilobytes for what is smaller. */
export function sizeText(format: Pick<ScreenFormat, 'number'>, bytes: number): string {
  return bytes < MB
    ? `${format.number(Math.ceil(bytes / 1000))} KB`
    : `${format.number(Math.round(bytes / (MB / 10)) / 10)} MB`;
}
