/** What a source holds before anything of it is believed, or why nothing could be read; `absent`: it does not exist. */
export type RawPolicies =
  | { readonly state: 'read'; readonly values: Readonly<Record<string, unknown>> }
  | { readonly state: 'absent' | 'unreadable' | 'unsafe' };

export const absent: RawPolicies = { state: 'absent' };
export const unreadable: RawPolicies = { state: 'unreadable' };

/** Values of a JSON text. */
export function rawOfJson(text: string): RawPolicies {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? { state: 'read', values: value } : unreadable;
  } catch {
    return unreadable;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
