import { useTranslation } from 'react-i18next';
import { useDirectory } from '#renderer/ui/use-directory.ts';
import type { Cover } from '#shared/protocol/admin.ts';
import { OUT_OF_REACH, useFileLabels } from './use-file-labels.ts';

/** Who covers, and what, in words. */
export function useCoverText(covers: readonly Cover[]) {
  const { t } = useTranslation('admin');
  const { staffName, branchName } = useDirectory();
  const labelOf = useFileLabels(covers.flatMap(({ customerId }) => customerId ?? []));
  return {
    who: ({ userId, branchId }: Cover) =>
      userId !== undefined
        ? (staffName(userId) ?? '…')
        : t('cover.counter', { branch: branchName(branchId ?? '') ?? '…' }),
    what: ({ customerId = '', managerId, branchId }: Cover) => {
      if (managerId !== undefined) return t('cover.portfolioOf', { name: staffName(managerId) ?? '…' });
      // The counter's customer is not in the branch manager's own reach.
      const label = labelOf(customerId);
      return label === OUT_OF_REACH && branchId !== undefined ? t('cover.walkIn') : label;
    },
  };
}
