import { IconBuildingBank } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { overviewResponse } from '#shared/protocol/overview.ts';
import { BranchFigures } from './branch-figures.tsx';
import { ServerPage } from './server-page.tsx';

/** The branches in figures: asked of the server, for whoever leads or examines them. */
export function BranchesPage() {
  const { t } = useTranslation('overview');
  return (
    <ServerPage title={t('title')} path="/overview" schema={overviewResponse} asOf={(answer) => answer.asOf}>
      {({ branches }) => (
        <Panel title={t('column.branch')} count={branches.length}>
          {branches.length === 0 ? (
            <EmptyState
              icon={<IconBuildingBank size={26} stroke={1.5} />}
              title={t('empty')}
              description={t('emptyHint')}
            />
          ) : (
            <BranchFigures branches={branches} />
          )}
        </Panel>
      )}
    </ServerPage>
  );
}
