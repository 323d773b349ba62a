import { type Language, type Namespace, resources, type Texts } from '#renderer/i18n/resources.ts';

/**
 * The client's own texts, so that a test names things as the user reads them. `{{…}}` is filled in by `fill`.
 */
export function textsOf<N extends Namespace>(language: Language, namespace: N): Texts[N] {
  return resources[language][namespace] as Texts[N];
}

export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}
