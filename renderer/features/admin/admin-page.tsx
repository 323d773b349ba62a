import { Tabs } from '@mantine/core';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import { Page } from '#renderer/ui/page.tsx';
import { PageHeader } from '#renderer/ui/page-header.tsx';
import { useUser } from '#renderer/ui/replica-context.tsx';
import { BranchSection } from './branch-section.tsx';
import { CoverSection } from './cover-section.tsx';
import { DictionarySection } from './dictionary-section.tsx';
import { MergeSection } from './merge-section.tsx';
import { PeopleSection } from './people-section.tsx';
import { PolicySection } from './policy/policy-section.tsx';
import { ReassignSection } from './reassign-section.tsx';
import { RestrictionSection } from './restriction-section.tsx';
import { RoleSection } from './role-section.tsx';
import { type Section, sectionsOf } from './sections.ts';

const bodies: Record<Section, ComponentType> = {
  reassign: ReassignSection,
  covers: CoverSection,
  restrictions: RestrictionSection,
  people: PeopleSection,
  branches: BranchSection,
  roles: RoleSection,
  dictionaries: DictionarySection,
  policy: PolicySection,
  merge: MergeSection,
};

/** Who has which files, and who is what: for branch managers, IT and auditors, all of it on the server at once. */
export function AdminPage() {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const { section } = useParams();
  const mine = sectionsOf(useUser().role);
  const shown = mine.find((one) => one === section) ?? mine[0];
  if (shown === undefined) return <Navigate to="/" replace />;
  const Body = bodies[shown];
  const open = (value: string | null) => {
    // The tab of what is shown leads nowhere: at another address that would begin anew, without what was typed into it.
    if (value !== shown) void navigate(`/administration/${value}`);
  };
  return (
    <Page>
      <PageHeader title={t('title')} note={t(`note.${shown}`)} />
      <Tabs value={shown} onChange={open} keepMounted={false}>
        <Tabs.List mb="md" aria-label={t('title')}>
          {mine.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`section.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown}>
          <Body />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
