import { type ComboboxItem, type ComboboxParsedItem, MultiSelect, Select } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleName } from '#shared/access/roles.ts';
import type { Staff } from '#shared/model/reference.ts';
import { matchesFilter } from './matches-filter.ts';
import { useUser } from './replica-context.tsx';
import { useDirectory } from './use-directory.ts';

interface Common {
  label: string;
  description?: string;
  error?: ReactNode;
  required?: boolean;
  placeholder?: string;
  /** Who is offered: by role, by branch, and nobody of these. */
  roles: readonly RoleName[];
  branchId?: string | undefined;
  except?: readonly (string | undefined)[];
  autoFocus?: boolean;
}

/** As many as can be looked through; a word more brings the others. */
const SHOWN = 50;

/** One colleague, found by name in either language, staff number, role or branch. */
export function PersonSelect(
  props: Common & {
    /** An id, or the value of one of `extra`; `''` for nobody yet. */
    value: string;
    onChange: (id: string) => void;
    clearable?: boolean;
    /** Choices that are no person, such as "nobody", above the people. */
    extra?: readonly ComboboxItem[];
  },
) {
  const { value, onChange, clearable = false, extra = [], autoFocus = false } = props;
  const { data, filter } = useOptions(props, extra);
  return (
    <Select
      {...shownOf(props)}
      {...(autoFocus && { 'data-autofocus': true })}
      searchable
      // A list that opens by itself hides what the form says below the field.
      openOnFocus={false}
      clearable={clearable}
      limit={SHOWN}
      data={data}
      filter={filter}
      value={value === '' ? null : value}
      onChange={(id) => onChange(id ?? '')}
    />
  );
}

/** Several colleagues. */
export function PeopleSelect(
  props: Common & { value: readonly string[]; onChange: (ids: string[]) => void; max?: number },
) {
  const { value, onChange, max } = props;
  const { data, filter } = useOptions(props, []);
  return (
    <MultiSelect
      {...shownOf(props)}
      size="xs"
      searchable
      openOnFocus={false}
      hidePickedOptions
      limit={SHOWN}
      {...(max !== undefined && { maxValues: max })}
      data={data}
      filter={filter}
      value={[...value]}
      onChange={onChange}
    />
  );
}

function shownOf({ label, description, error, required = false, placeholder }: Common) {
  return {
    label,
    required,
    error,
    ...(description !== undefined && { description }),
    ...(placeholder !== undefined && { placeholder }),
  };
}

function useOptions({ roles, branchId, except = [] }: Common, extra: readonly ComboboxItem[]) {
  const { t } = useTranslation(['model', 'app']);
  const { staff, staffName, branchName } = useDirectory();
  const own = useUser().branchId;
  const wanted = JSON.stringify([roles, branchId, except]);
  return useMemo(() => {
    const [inRoles, inBranch, without] = JSON.parse(wanted) as [RoleName[], string | null, string[]];
    const people = staff.filter(
      (person) =>
        inRoles.includes(person.role) &&
        (inBranch === null || person.branchId === inBranch) &&
        !without.includes(person.id),
    );
    const near = (person: Staff) => (person.branchId === own ? 0 : 1);
    people.sort((a, b) => near(a) - near(b) || a.branchId.localeCompare(b.branchId));
    const texts = new Map<string, string[]>();
    const data = people.map((person) => {
      const role = t(`model:role.${person.role}`);
      const place = branchName(person.branchId);
      texts.set(person.id, [person.name, person.nameEn, person.code, role, place ?? '']);
      return { value: person.id, label: [staffName(person.id), role, place].filter(Boolean).join(' · ') };
    });
    const filter = ({ options, search, limit }: FilterInput) =>
      options
        .filter((option) => {
          if (!('value' in option)) return false;
          // What stands in the field is the choice made before, until somebody types.
          if (search === '' || options.some((one) => 'label' in one && one.label === search)) return true;
          return matchesFilter(search, texts.get(String(option.value)) ?? [option.label]);
        })
        .slice(0, limit);
    return { data: [...extra, ...data], filter };
  }, [staff, staffName, branchName, own, wanted, extra, t]);
}

interface FilterInput {
  options: ComboboxParsedItem[];
  search: string;
  limit: number;
}
