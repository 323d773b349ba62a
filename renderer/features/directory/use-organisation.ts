import { useMemo } from 'react';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import { useLiveQuery } from '#renderer/ui/use-live-query.ts';
import { roleName } from '#shared/access/roles.ts';
import type { Branch, Reference, Staff } from '#shared/model/reference.ts';

export interface Organisation {
  loading: boolean;
  staff: readonly Staff[];
  branches: readonly Branch[];
  branchesById: ReadonlyMap<string, Branch>;
  nameOf: (entry: Staff | Branch) => string;
}

const STAFF = { collection: 'reference', selector: { kind: 'staff' }, limit: 20_000 } as const;
const BRANCHES = { collection: 'reference', selector: { kind: 'branch' }, limit: 5_000 } as const;

/** In a branch the manager comes first, the counter last. */
const ranks = roleName.options.toReversed();

/** Staff by branch and name, branches by code: the order of a printed directory. */
export function useOrganisation(): Organisation {
  const language = useLanguage();
  const people = useLiveQuery<'reference'>(STAFF);
  const places = useLiveQuery<'reference'>(BRANCHES);
  return useMemo(() => {
    const collator = new Intl.Collator(language);
    const nameOf = (entry: Staff | Branch) => (language === 'en' ? entry.nameEn : entry.name);
    const branches = places.documents.filter(isBranch).sort((a, b) => collator.compare(a.code, b.code));
    const branchesById = new Map(branches.map((branch) => [branch.id, branch]));
    const codeOf = (person: Staff) => branchesById.get(person.branchId)?.code ?? '';
    const staff = people.documents
      .filter(isStaff)
      .sort(
        (a, b) =>
          collator.compare(codeOf(a), codeOf(b)) ||
          ranks.indexOf(a.role) - ranks.indexOf(b.role) ||
          collator.compare(nameOf(a), nameOf(b)),
      );
    return { loading: people.loading || places.loading, staff, branches, branchesById, nameOf };
  }, [people.documents, people.loading, places.documents, places.loading, language]);
}

function isStaff(entry: Reference): entry is Staff & { rev: number } {
  return entry.kind === 'staff';
}

function isBranch(entry: Reference): entry is Branch & { rev: number } {
  return entry.kind === 'branch';
}
