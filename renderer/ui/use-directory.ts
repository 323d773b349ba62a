import { useMemo } from 'react';
import { useLanguage } from '#renderer/i18n/use-language.ts';
import type { ContactLog } from '#shared/model/contact-log.ts';
import type { Branch, Reference, Staff } from '#shared/model/reference.ts';
import { useLiveQuery } from './use-live-query.ts';

export interface Directory {
  /** The name of a colleague in the language of the screen; `undefined` where this device does not know them. */
  staffName(id: string): string | undefined;
  branchName(id: string): string | undefined;
  /** Who wrote a contact; the name that it was written under where this device does not know them. */
  authorOf(contact: Pick<ContactLog, 'authorId' | 'authorName'>): string;
  /** Not all of it has been read yet: nobody and nothing in it means nothing. */
  readonly loading: boolean;
  readonly staff: readonly Staff[];
  readonly branches: readonly Branch[];
}

const PEOPLE = { collection: 'reference', selector: { kind: 'staff' }, limit: 5000 } as const;
const BRANCHES = { collection: 'reference', selector: { kind: 'branch' }, limit: 5000 } as const;

/** Who and what the ids in documents stand for, from the replicated staff directory. */
export function useDirectory(): Directory {
  const language = useLanguage();
  const { documents: people, loading: peopleLoading } = useLiveQuery<'reference'>(PEOPLE);
  const { documents: branches, loading: branchesLoading } = useLiveQuery<'reference'>(BRANCHES);
  const loading = peopleLoading || branchesLoading;
  return useMemo(() => {
    const staff = people.filter(isStaff);
    const nameOf = (entry: Staff | Branch) => (language === 'en' ? entry.nameEn : entry.name);
    const staffNames = new Map(staff.map((entry) => [entry.id, nameOf(entry)]));
    const places = branches.filter(isBranch);
    const branchNames = new Map(places.map((entry) => [entry.id, nameOf(entry)]));
    return {
      staff,
      branches: places,
      staffName: (id) => staffNames.get(id),
      branchName: (id) => branchNames.get(id),
      authorOf: ({ authorId, authorName }) => staffNames.get(authorId) ?? authorName,
      loading,
    } satisfies Directory;
  }, [people, branches, loading, language]);
}

function isStaff(entry: Reference): entry is Staff & { rev: number } {
  return entry.kind === 'staff';
}

function isBranch(entry: Reference): entry is Branch & { rev: number } {
  return entry.kind === 'branch';
}
