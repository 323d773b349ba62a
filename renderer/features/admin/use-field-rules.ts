import { useKeptState } from '#renderer/ui/use-keep.tsx';
import { useServerAnswer } from '#renderer/ui/use-server-answer.ts';
import type { FieldRule, FieldRules } from '#shared/access/field-rules.ts';
import type { RoleName } from '#shared/access/roles.ts';
import type { CollectionName } from '#shared/model/collections.ts';
import { type FieldRuleSettings, fieldRuleSettings } from '#shared/protocol/field-rules.ts';
import { type RuleDifference, ruleDifferences, withRule } from './field-rule-draft.ts';

interface Draft {
  /** The version that it was begun on: what others have saved since is not overwritten unseen. */
  readonly version: string;
  readonly roles: Partial<Record<RoleName, FieldRules>>;
}

export interface RoleRules {
  /** What is in force, from the server; absent while it is not known. */
  readonly settings: FieldRuleSettings | undefined;
  readonly stored: FieldRules;
  /** With what is chosen here and not saved. */
  readonly wanted: FieldRules;
  readonly differences: readonly RuleDifference[];
  take(collection: CollectionName, field: string, rule: FieldRule | undefined): void;
  discard(): void;
  reload(): void;
}

/** What was taken from a role, and what is being chosen to be: by role, so that one can look at another in between. */
export function useFieldRules(role: RoleName) {
  const { data: settings, error, loading, reload } = useServerAnswer('/admin/field-rules', fieldRuleSettings);
  const [draft, setDraft] = useKeptState<Draft>('field rules', { version: '', roles: {} });
  const current = settings !== undefined && draft.version === settings.version ? draft.roles : {};
  const stored = settings?.roles[role] ?? {};
  const wanted = current[role] ?? stored;
  const choose = (rules: FieldRules | undefined) => {
    if (settings === undefined) return;
    const { [role]: _, ...others } = current;
    setDraft({
      version: settings.version,
      roles: rules === undefined ? others : { ...others, [role]: rules },
    });
  };
  return {
    settings,
    error: loading ? undefined : error,
    stored,
    wanted,
    differences: ruleDifferences(stored, wanted),
    take: (collection, field, rule) => choose(withRule(wanted, collection, field, rule)),
    discard: () => choose(undefined),
    reload,
  } satisfies RoleRules & { error: typeof error };
}
