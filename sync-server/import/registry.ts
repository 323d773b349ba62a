import type { ImportFormat } from './format.ts';
import { berka } from './formats/berka.ts';

/** To add a format, add its file to formats/ and its name here. */
export const formats: readonly ImportFormat[] = [berka];

export function formatNamed(name: string): ImportFormat | undefined {
  return formats.find((format) => format.name === name);
}
