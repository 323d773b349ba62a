import type { z } from 'zod';
import type { Secrets } from './deps.ts';

/**
 * A secret that is kept as JSON; `null` where there is none or it is damaged. One that cannot be read now rejects: it
 * must not be taken for absent and written over.
 */
export async function storedSecret<T>(
  secrets: Pick<Secrets, 'readSecret'>,
  name: string,
  shape: z.ZodType<T>,
): Promise<T | null> {
  const text = await secrets.readSecret(name);
  try {
    return shape.parse(JSON.parse(text ?? 'null'));
  } catch {
    return null;
  }
}
