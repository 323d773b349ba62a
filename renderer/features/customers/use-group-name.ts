import { useTranslation } from 'react-i18next';
import type { CustomerGroupBy } from '#renderer/replica/api/customer-list.ts';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import { customerKind, grade, lifecycle } from '#shared/model/customer.ts';

const ages = ['d7', 'd30', 'd90', 'd180', 'older', 'never'] as const;

/** What the header of a group says: the key's word, a colleague's or branch's name, or that there is none. */
export function useGroupName(by: CustomerGroupBy | undefined): (key: string) => string {
  const { t } = useTranslation(['portfolio', 'model']);
  const { staffName, branchName } = useDirectory();
  return (key) => {
    if (by === undefined) return key;
    if (key === '') return t(`portfolio:group.without.${by}`);
    switch (by) {
      case 'grade':
        return t(`model:grade.${grade.parse(key)}`);
      case 'lifecycle':
        return t(`model:lifecycle.${lifecycle.parse(key)}`);
      case 'kind':
        return t(`model:kind.${customerKind.parse(key)}`);
      case 'manager':
        return staffName(key) ?? key;
      case 'branch':
        return branchName(key) ?? key;
      case 'tag':
      case 'source':
        return key;
      case 'lastContact':
        return t(`portfolio:group.age.${ages.find((age) => age === key) ?? 'never'}`);
    }
  };
}
