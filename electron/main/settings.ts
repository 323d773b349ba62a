import { z } from 'zod';
import { hostLanguage } from '#shared/ipc/desktop-api.ts';

/** What the desktop itself remembers between starts. The client's settings are its own. */
const settings = z.object({ language: hostLanguage });
export type Settings = z.infer<typeof settings>;

export function parseSettings(text: string | null, otherwise: Settings): Settings {
  if (text === null) return otherwise;
  try {
    return settings.parse(JSON.parse(text));
  } catch {
    return otherwise;
  }
}
